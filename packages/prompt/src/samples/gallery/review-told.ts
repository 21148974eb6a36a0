import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** The labels are named in the request; the dialog model wraps its answer in a sentence. */
export const reviewTold: GallerySample = {
  id: 'review-told',
  topic: 'instruction',
  tags: ['zero-shot', 'classification'],
  kinds: ['instruct', 'dialog'],
  content: fillContent({
    body: { text: { template: 'Is this review positive or negative?\n{{review}}' } },
    values: { review: 'The phone was broken. I want my money back.' },
    kinds: ['instruct', 'dialog'],
    reference: 'negative',
  }),
  expectations: [
    { columnId: 'wren-instruct', output: { type: 'one-of', labels: ['negative'] } },
    { columnId: 'wren-dialog', output: { type: 'contains', text: 'negative' } },
  ],
}
