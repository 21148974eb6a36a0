import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** A question whose answer stands in the passage: reading, not remembering. */
export const passageQuestion: GallerySample = {
  id: 'passage-question',
  topic: 'reading',
  tags: ['zero-shot', 'question-answering'],
  kinds: ['instruct', 'dialog'],
  content: fillContent({
    body: {
      text: { template: 'Answer the question from the text.\nText: {{passage}}\nQuestion: {{question}}' },
    },
    values: {
      passage: 'Tom works as a driver in Berlin. He has a black dog. On the weekend he goes swimming.',
      question: 'What animal does Tom have?',
    },
    kinds: ['instruct', 'dialog'],
  }),
  expectations: [
    { columnId: 'wren-instruct', output: { type: 'contains', text: 'dog' } },
    { columnId: 'wren-dialog', output: { type: 'contains', text: 'dog' } },
  ],
}
