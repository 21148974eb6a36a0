import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** Other words for the same invitation, from the menu of triggers. */
export const otherTrigger: GallerySample = {
  id: 'other-trigger',
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
    reasoning: {
      strategy: 'zero-shot',
      trigger: "Let's think about this logically.",
      answerFormat: 'number',
    },
    reference: '23',
  }),
  expectations: [
    { columnId: 'wren-instruct', output: { type: 'number', value: 23 } },
    { columnId: 'wren-dialog', output: { type: 'number', value: 23 } },
  ],
}
