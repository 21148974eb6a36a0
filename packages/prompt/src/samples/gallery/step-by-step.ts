import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** Zero-shot chain-of-thought (Kojima et al. 2022, arXiv 2205.11916). */
export const stepByStep: GallerySample = {
  id: 'step-by-step',
  topic: 'reasoning',
  tags: ['zero-shot', 'chain-of-thought'],
  kinds: ['instruct', 'dialog'],
  content: fillContent({
    body: {
      text: {
        template:
          'Roger has {{balls}} tennis balls. He buys {{cans}} more cans of tennis balls. Each can has {{perCan}} tennis balls. How many tennis balls does he have now?',
      },
    },
    values: { balls: '5', cans: '2', perCan: '3' },
    kinds: ['instruct', 'dialog'],
    reasoning: { strategy: 'zero-shot', answerFormat: 'number' },
    reference: '11',
  }),
  expectations: [
    { columnId: 'wren-instruct', output: { type: 'number', value: 11 } },
    { columnId: 'wren-dialog', output: { type: 'number', value: 11 } },
  ],
}
