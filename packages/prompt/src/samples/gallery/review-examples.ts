import { reviewSentiment } from '../review-sentiment.ts'
import type { GallerySample } from './gallery-sample.ts'

/** An instruction and examples together, for all three kinds. */
export const reviewExamples: GallerySample = {
  id: 'review-examples',
  topic: 'examples',
  tags: ['few-shot', 'classification'],
  kinds: ['base', 'instruct', 'dialog'],
  content: reviewSentiment.content,
  expectations: [
    { columnId: 'wren-base', output: { type: 'contains', text: 'negative' } },
    { columnId: 'wren-instruct', output: { type: 'equals', text: 'negative' } },
    { columnId: 'wren-dialog', output: { type: 'contains', text: 'negative' } },
  ],
}
