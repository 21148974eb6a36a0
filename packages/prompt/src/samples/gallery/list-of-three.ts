import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** A number and a plural in the request give the answer its form. */
export const listOfThree: GallerySample = {
  id: 'list-of-three',
  topic: 'instruction',
  tags: ['zero-shot', 'list'],
  kinds: ['instruct', 'dialog'],
  content: fillContent({
    body: { text: { template: 'List three {{things}}.' } },
    values: { things: 'fruits' },
    kinds: ['instruct', 'dialog'],
  }),
  expectations: [
    { columnId: 'wren-instruct', output: { type: 'line-count', count: 3 } },
    { columnId: 'wren-dialog', output: { type: 'contains', text: '3.' } },
  ],
}
