import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** The same for a base model: a page that breaks off where the answer would stand. */
export const passageOpenEnd: GallerySample = {
  id: 'passage-open-end',
  topic: 'reading',
  tags: ['zero-shot', 'question-answering'],
  kinds: ['base'],
  content: fillContent({
    body: { text: { template: '{{passage}}\nQuestion: {{question}}\nAnswer:' }, completionFrame: 'plain' },
    values: {
      passage: 'Anna is a driver from London. She lives with a pink cat.',
      question: 'Where does Anna live?',
    },
    kinds: ['base'],
    parameters: { maxTokens: 16, stop: ['\n'] },
    reference: ' London.',
  }),
  expectations: [
    { columnId: 'wren-base', output: { type: 'contains', text: 'London' } },
    { columnId: 'wren-base', output: { type: 'stops' } },
  ],
}
