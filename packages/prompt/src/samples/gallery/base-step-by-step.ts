import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** The words that invite reasoning, as the beginning of a base model's own answer. */
export const baseStepByStep: GallerySample = {
  id: 'base-step-by-step',
  topic: 'reasoning',
  tags: ['zero-shot', 'chain-of-thought'],
  kinds: ['base'],
  content: fillContent({
    body: {
      text: {
        template: 'Anna has {{had}} shells. She finds {{found}} more. How many shells does she have now?',
      },
    },
    values: { had: '15', found: '8' },
    kinds: ['base'],
    reasoning: { strategy: 'zero-shot', answerFormat: 'number' },
    reference: '23',
  }),
  expectations: [{ columnId: 'wren-base', output: { type: 'number', value: 23 } }],
}
