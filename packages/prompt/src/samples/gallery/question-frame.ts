import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** The frame of question and answer that makes a base model answer, and the stop sequence that lets it end. */
export const questionFrame: GallerySample = {
  id: 'question-frame',
  topic: 'continuation',
  tags: ['zero-shot', 'arithmetic'],
  kinds: ['base'],
  content: fillContent({
    body: { text: { template: 'What is {{first}} + {{second}}?' } },
    values: { first: '12', second: '7' },
    kinds: ['base'],
    parameters: { maxTokens: 16, stop: ['\n'] },
    reasoning: { answerFormat: 'number' },
  }),
  expectations: [
    { columnId: 'wren-base', output: { type: 'contains', text: 'The answer is' } },
    { columnId: 'wren-base', output: { type: 'stops' } },
  ],
}
