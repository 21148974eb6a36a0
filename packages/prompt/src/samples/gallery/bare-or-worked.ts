import type { PromptBody } from '@trialogue/contract'
import { blankContent } from '../blank-content.ts'
import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'
import { writeExamples } from './write-examples.ts'

const problems = [
  ['Anna has 12 marbles. She finds 7 more. How many marbles does she have now?', '12 + 7 = 19.', '19'],
  [
    'Emma has 15 cookies. She bakes 9 more and gives 6 to Tom. How many cookies does she have left?',
    '15 + 9 = 24. 24 - 6 = 18.',
    '18',
  ],
] as const

const bodyWith = (outputs: readonly string[]): Partial<PromptBody> => ({
  type: 'data',
  data: {
    preamble: '',
    inputHeaders: ['Q'],
    outputHeader: 'A',
    examples: writeExamples(problems.map(([question], at) => [question, outputs[at] ?? ''])),
    query: [
      'Grace has 14 shells. She finds {{found}} more and gives 5 to Sam. How many shells does she have now?',
    ],
  },
})

const content = fillContent({
  body: bodyWith(problems.map(([, , answer]) => answer)),
  values: { found: '8' },
  kinds: ['instruct'],
  parameters: { stop: ['\n'] },
  reasoning: { answerFormat: 'number' },
})
const worked = bodyWith(problems.map(([, steps, answer]) => `${steps} The answer is ${answer}.`))

/** The same examples twice: their outputs are bare numbers in one column, and steps with the number in the other. */
export const bareOrWorked: GallerySample = {
  id: 'bare-or-worked',
  topic: 'reasoning',
  tags: ['few-shot', 'chain-of-thought', 'limit'],
  kinds: ['instruct'],
  content: {
    ...content,
    columns: content.columns.flatMap((column) => [
      { ...column, id: 'bare' },
      { ...column, id: 'worked', body: { ...blankContent.body, ...worked } },
    ]),
  },
  expectations: [
    { columnId: 'bare', output: { type: 'number-other-than', value: 17 } },
    { columnId: 'worked', output: { type: 'number', value: 17 } },
  ],
}
