import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'
import { writeTurns } from './write-turns.ts'

/** The tone of the answer follows what was said. */
export const mood: GallerySample = {
  id: 'mood',
  topic: 'chat',
  tags: ['tone'],
  kinds: ['dialog'],
  content: fillContent({
    body: { type: 'chat', chat: writeTurns('I had a {{mood}} day.') },
    values: { mood: 'bad' },
    kinds: ['dialog'],
  }),
  expectations: [{ columnId: 'wren-dialog', output: { type: 'contains', text: 'sorry' } }],
}
