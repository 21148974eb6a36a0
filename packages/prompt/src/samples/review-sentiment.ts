import { blankContent } from './blank-content.ts'
import type { SamplePrompt } from './sample-prompt.ts'

const reviews: readonly [string, string, string][] = [
  ['hotel', 'The hotel was lovely. I will come back.', 'positive'],
  ['phone', 'The phone was broken. I want my money back.', 'negative'],
  ['movie', 'What a wonderful movie! My friends liked it too.', 'positive'],
  ['pizza', 'I think this pizza is awful.', 'negative'],
]

/** A data prompt that classifies: what a base model does from examples, an instruction-tuned one is told. */
export const reviewSentiment: SamplePrompt = {
  name: 'Sentiment of a review',
  content: {
    ...blankContent,
    body: {
      ...blankContent.body,
      type: 'data',
      data: {
        preamble: 'Classify the sentiment of the review as positive or negative.',
        inputHeaders: ['Review'],
        outputHeader: 'Sentiment',
        examples: reviews.map(([id, review, sentiment]) => ({
          id,
          isEnabled: true,
          inputs: [review],
          reasoning: '',
          output: sentiment,
        })),
        query: ['{{review}}'],
      },
    },
    values: [{ name: 'review', value: 'The restaurant was terrible. Nobody liked it.' }],
    reasoning: { ...blankContent.reasoning, answerFormat: 'text' },
  },
}
