import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** Self-consistency (Wang et al. 2023, arXiv 2203.11171): drawn chains vote. */
export const manyChains: GallerySample = {
  id: 'many-chains',
  topic: 'reasoning',
  tags: ['zero-shot', 'chain-of-thought', 'self-consistency'],
  kinds: ['instruct', 'dialog'],
  content: fillContent({
    body: {
      text: {
        template:
          'Ben has {{had}} pencils. He buys {{boxes}} boxes of {{perBox}} pencils each. How many pencils does he have now?',
      },
    },
    values: { had: '20', boxes: '3', perBox: '4' },
    kinds: ['instruct', 'dialog'],
    parameters: { temperature: 0.5, seed: 7 },
    reasoning: { strategy: 'zero-shot', paths: 5, answerFormat: 'number' },
    reference: '32',
  }),
  expectations: [
    { columnId: 'wren-instruct', output: { type: 'number', value: 32 } },
    { columnId: 'wren-dialog', output: { type: 'number', value: 32 } },
  ],
}
