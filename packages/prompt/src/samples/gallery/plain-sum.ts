import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** A sum that both tuned models can do, for a look at the likely tokens. */
export const plainSum: GallerySample = {
  id: 'plain-sum',
  topic: 'instruction',
  tags: ['zero-shot', 'arithmetic'],
  kinds: ['instruct', 'dialog'],
  content: fillContent({
    body: { text: { template: 'What is {{first}} - {{second}}?' } },
    values: { first: '45', second: '20' },
    kinds: ['instruct', 'dialog'],
    reasoning: { answerFormat: 'number' },
    reference: 'The answer is 25.',
  }),
  expectations: [
    { columnId: 'wren-instruct', output: { type: 'number', value: 25 } },
    { columnId: 'wren-dialog', output: { type: 'number', value: 25 } },
  ],
}
