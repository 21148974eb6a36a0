import { workedExamples } from '../worked-examples.ts'
import type { GallerySample } from './gallery-sample.ts'

/** Few-shot chain-of-thought (Wei et al. 2022, arXiv 2201.11903). */
export const workedSteps: GallerySample = {
  id: 'worked-steps',
  topic: 'reasoning',
  tags: ['few-shot', 'chain-of-thought'],
  kinds: ['instruct', 'dialog'],
  content: workedExamples.content,
  expectations: [
    { columnId: 'wren-instruct', output: { type: 'number', value: 17 } },
    { columnId: 'wren-dialog', output: { type: 'number', value: 17 } },
  ],
}
