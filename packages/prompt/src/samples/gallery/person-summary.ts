import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** A summary with its length in the request. */
export const personSummary: GallerySample = {
  id: 'person-summary',
  topic: 'reading',
  tags: ['zero-shot', 'summary'],
  kinds: ['instruct', 'dialog'],
  content: fillContent({
    body: { text: { template: 'Sum up the text in one sentence.\nText: {{text}}' } },
    values: {
      text: 'Anna has lived in London for years and works as a sailor. She likes reading with her friends. She loves her black cat.',
    },
    kinds: ['instruct', 'dialog'],
    reference: 'Anna is a sailor from London with a cat.',
  }),
  expectations: [
    { columnId: 'wren-instruct', output: { type: 'contains', text: 'sailor' } },
    { columnId: 'wren-dialog', output: { type: 'contains', text: 'sailor' } },
  ],
}
