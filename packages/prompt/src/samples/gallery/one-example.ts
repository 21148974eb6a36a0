import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'
import { writeExamples } from './write-examples.ts'

/** One example is enough to show a base model the form of the answer. */
export const oneExample: GallerySample = {
  id: 'one-example',
  topic: 'examples',
  tags: ['one-shot', 'classification'],
  kinds: ['base', 'instruct'],
  content: fillContent({
    body: {
      type: 'data',
      data: {
        preamble: '',
        inputHeaders: ['Review'],
        outputHeader: 'Sentiment',
        examples: writeExamples([['The phone was broken. I want my money back.', 'negative']]),
        query: ['{{review}}'],
      },
    },
    values: { review: 'What a wonderful book! I enjoyed it.' },
    kinds: ['base', 'instruct'],
    parameters: { maxTokens: 16, stop: ['\n'] },
    reference: 'positive',
  }),
  expectations: [
    { columnId: 'wren-base', output: { type: 'one-of', labels: ['positive', 'negative'] } },
    { columnId: 'wren-instruct', output: { type: 'one-of', labels: ['positive'] } },
  ],
}
