import { blankContent } from '../blank-content.ts'
import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

const question =
  'Ben has {{had}} pencils. He buys {{boxes}} boxes of {{perBox}} pencils each. How many pencils does he have now?'

const content = fillContent({
  body: { text: { template: question } },
  values: { had: '20', boxes: '3', perBox: '4' },
  kinds: ['instruct'],
  reference: '32',
  reasoning: { answerFormat: 'number' },
})

/** One model in two columns; the second one has a prompt of its own that ends in the invitation to reason. */
export const directOrSteps: GallerySample = {
  id: 'direct-or-steps',
  topic: 'reasoning',
  tags: ['zero-shot', 'chain-of-thought', 'limit'],
  kinds: ['instruct'],
  content: {
    ...content,
    columns: content.columns.flatMap((column) => [
      { ...column, id: 'direct' },
      {
        ...column,
        id: 'steps',
        body: { ...blankContent.body, text: { template: `${question} Let's think step by step.` } },
      },
    ]),
  },
  expectations: [
    { columnId: 'direct', output: { type: 'number-other-than', value: 32 } },
    { columnId: 'steps', output: { type: 'number', value: 32 } },
  ],
}
