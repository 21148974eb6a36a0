import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'
import { writeTurns } from './write-turns.ts'

/** What an earlier turn told is part of what the model reads. */
export const rememberedColor: GallerySample = {
  id: 'remembered-color',
  topic: 'chat',
  tags: ['memory'],
  kinds: ['dialog'],
  content: fillContent({
    body: {
      type: 'chat',
      chat: writeTurns(
        'Hi, I am Mia.',
        'Hello Mia! How can I help you today?',
        'My favorite color is {{color}}.',
        'That is nice! It is a lovely color.',
        'What is my favorite color?',
      ),
    },
    values: { color: 'green' },
    kinds: ['dialog'],
    reference: 'Your favorite color is green.',
  }),
  expectations: [{ columnId: 'wren-dialog', output: { type: 'contains', text: 'green' } }],
}
