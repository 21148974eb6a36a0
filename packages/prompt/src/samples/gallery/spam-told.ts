import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** Two labels, one of which contains the other. */
export const spamTold: GallerySample = {
  id: 'spam-told',
  topic: 'instruction',
  tags: ['zero-shot', 'classification'],
  kinds: ['instruct', 'dialog'],
  content: fillContent({
    body: { text: { template: 'Is this message spam or not spam?\n{{message}}' } },
    values: { message: 'You won a free phone! Click here now.' },
    kinds: ['instruct', 'dialog'],
    reference: 'spam',
  }),
  expectations: [
    { columnId: 'wren-instruct', output: { type: 'one-of', labels: ['spam'] } },
    { columnId: 'wren-dialog', output: { type: 'contains', text: 'spam' } },
  ],
}
