import { blankContent } from './blank-content.ts'
import type { SamplePrompt } from './sample-prompt.ts'

/** Few-shot chain-of-thought: three worked problems teach the steps and the closing words. */
export const workedExamples: SamplePrompt = {
  name: 'Word problems from worked examples',
  content: {
    ...blankContent,
    body: {
      ...blankContent.body,
      type: 'data',
      data: {
        preamble: '',
        inputHeaders: ['Question'],
        outputHeader: 'Answer',
        examples: [
          {
            id: 'marbles',
            isEnabled: true,
            inputs: ['Anna has 12 marbles. She finds 7 more. How many marbles does she have now?'],
            reasoning: '12 + 7 = 19.',
            output: '19',
          },
          {
            id: 'pencils',
            isEnabled: true,
            inputs: [
              'Ben has 20 pencils. He buys 3 boxes of 4 pencils each. How many pencils does he have now?',
            ],
            reasoning: '3 boxes of 4 is 3 * 4 = 12. 20 + 12 = 32.',
            output: '32',
          },
          {
            id: 'cookies',
            isEnabled: true,
            inputs: [
              'Emma has 15 cookies. She bakes 9 more and gives 6 to Tom. How many cookies does she have left?',
            ],
            reasoning: '15 + 9 = 24. 24 - 6 = 18.',
            output: '18',
          },
        ],
        query: [
          'Grace has 14 shells. She finds {{found}} more and gives 5 to Sam. How many shells does she have now?',
        ],
      },
    },
    values: [{ name: 'found', value: '8' }],
    reasoning: { ...blankContent.reasoning, strategy: 'few-shot' },
  },
}
