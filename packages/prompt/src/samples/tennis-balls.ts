import { blankContent } from './blank-content.ts'
import type { SamplePrompt } from './sample-prompt.ts'

/** The word problem of Wei et al. 2022 (arXiv 2201.11903, figure 1), with its numbers as variables. */
export const tennisBalls: SamplePrompt = {
  name: "Roger's tennis balls",
  content: {
    ...blankContent,
    body: {
      ...blankContent.body,
      text: {
        template:
          'Roger has {{balls}} tennis balls. He buys {{cans}} more cans of tennis balls. ' +
          'Each can has {{perCan}} tennis balls. How many tennis balls does he have now?',
      },
    },
    values: [
      { name: 'balls', value: '5' },
      { name: 'cans', value: '2' },
      { name: 'perCan', value: '3' },
    ],
  },
}
