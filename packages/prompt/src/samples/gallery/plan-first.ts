import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** Plan-and-solve (Wang et al. 2023, arXiv 2305.04091). */
export const planFirst: GallerySample = {
  id: 'plan-first',
  topic: 'reasoning',
  tags: ['zero-shot', 'chain-of-thought'],
  kinds: ['instruct', 'dialog'],
  content: fillContent({
    body: {
      text: {
        template:
          'Anna has {{had}} apples. She buys {{bought}} more and gives {{given}} to Tom. How many apples does she have left?',
      },
    },
    values: { had: '20', bought: '9', given: '6' },
    kinds: ['instruct', 'dialog'],
    parameters: { maxTokens: 192 },
    reasoning: { strategy: 'plan-and-solve', answerFormat: 'number' },
    reference: '23',
  }),
  expectations: [
    { columnId: 'wren-instruct', output: { type: 'number', value: 23 } },
    { columnId: 'wren-dialog', output: { type: 'number', value: 23 } },
  ],
}
