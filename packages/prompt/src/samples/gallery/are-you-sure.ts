import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'
import { writeTurns } from './write-turns.ts'

/** A wrong answer in the history, and the doubt that makes the model check it. */
export const areYouSure: GallerySample = {
  id: 'are-you-sure',
  topic: 'chat',
  tags: ['chain-of-thought'],
  kinds: ['dialog'],
  content: fillContent({
    body: {
      type: 'chat',
      chat: writeTurns(
        'Anna has {{had}} apples. She buys {{bought}} more and gives {{given}} to Tom. How many apples does she have left?',
        'The answer is {{wrong}}.',
        'Are you sure? Think step by step.',
      ),
    },
    values: { had: '20', bought: '9', given: '6', wrong: '30' },
    kinds: ['dialog'],
  }),
  expectations: [{ columnId: 'wren-dialog', output: { type: 'contains', text: 'The answer is 23' } }],
}
