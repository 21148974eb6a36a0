import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** Extraction into named fields. */
export const personFacts: GallerySample = {
  id: 'person-facts',
  topic: 'reading',
  tags: ['zero-shot', 'extraction'],
  kinds: ['instruct', 'dialog'],
  content: fillContent({
    body: { text: { template: "What are the person's name, job and city in the text?\nText: {{text}}" } },
    values: { text: 'Chloe, a driver, lives in Beijing. She owns a pink rabbit.' },
    kinds: ['instruct', 'dialog'],
    reference: 'name: Chloe\njob: driver\ncity: Beijing',
  }),
  expectations: [
    {
      columnId: 'wren-instruct',
      output: { type: 'equals', text: 'name: Chloe\njob: driver\ncity: Beijing' },
    },
    { columnId: 'wren-dialog', output: { type: 'contains', text: 'city: Beijing' } },
  ],
}
