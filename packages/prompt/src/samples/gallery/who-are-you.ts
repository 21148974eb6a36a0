import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'
import { writeTurns } from './write-turns.ts'

/** What a model says of itself was written in its training. */
export const whoAreYou: GallerySample = {
  id: 'who-are-you',
  topic: 'chat',
  tags: ['zero-shot'],
  kinds: ['dialog'],
  content: fillContent({
    body: { type: 'chat', chat: writeTurns('{{question}}') },
    values: { question: 'Who are you?' },
    kinds: ['dialog'],
  }),
  expectations: [{ columnId: 'wren-dialog', output: { type: 'contains', text: 'Wren' } }],
}
