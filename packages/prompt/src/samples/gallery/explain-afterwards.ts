import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'
import { writeTurns } from './write-turns.ts'

/** The steps after the answer, when it is too late to help it. */
export const explainAfterwards: GallerySample = {
  id: 'explain-afterwards',
  topic: 'chat',
  tags: ['chain-of-thought'],
  kinds: ['dialog'],
  content: fillContent({
    body: {
      type: 'chat',
      chat: writeTurns(
        'Tom has {{had}} marbles. He finds {{found}} more. How many marbles does he have now?',
        'The answer is 19.',
        'Can you explain it step by step?',
      ),
    },
    values: { had: '12', found: '7' },
    kinds: ['dialog'],
  }),
  expectations: [{ columnId: 'wren-dialog', output: { type: 'contains', text: '12 + 7 = 19' } }],
}
