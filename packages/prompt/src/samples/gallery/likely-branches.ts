import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** CoT-decoding (Wang & Zhou 2024, arXiv 2402.10200): no word of the prompt changes. */
export const likelyBranches: GallerySample = {
  id: 'likely-branches',
  topic: 'reasoning',
  tags: ['zero-shot', 'chain-of-thought'],
  kinds: ['instruct', 'dialog'],
  content: fillContent({
    body: {
      text: {
        template: 'Tom has {{had}} marbles. He finds {{found}} more. How many marbles does he have now?',
      },
    },
    values: { had: '12', found: '7' },
    kinds: ['instruct', 'dialog'],
    reasoning: { strategy: 'cot-decoding', answerFormat: 'number' },
    reference: '19',
  }),
  expectations: [
    { columnId: 'wren-instruct', output: { type: 'number', value: 19 } },
    { columnId: 'wren-dialog', output: { type: 'number', value: 19 } },
  ],
}
