import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'
import { writeExamples } from './write-examples.ts'

/** Examples of both labels, without an instruction. */
export const spamExamples: GallerySample = {
  id: 'spam-examples',
  topic: 'examples',
  tags: ['few-shot', 'classification'],
  kinds: ['base', 'instruct'],
  content: fillContent({
    body: {
      type: 'data',
      data: {
        preamble: '',
        inputHeaders: ['Message'],
        outputHeader: 'Label',
        examples: writeExamples([
          ['You won a free cruise! Click here now.', 'spam'],
          ['Could you call me at five?', 'not spam'],
          ['See you at the library tomorrow.', 'not spam'],
        ]),
        query: ['{{message}}'],
      },
    },
    values: { message: 'Free money for you. Send your number fast!' },
    kinds: ['base', 'instruct'],
    parameters: { maxTokens: 16, stop: ['\n'] },
    reference: 'spam',
  }),
  expectations: [
    { columnId: 'wren-base', output: { type: 'equals', text: 'spam' } },
    { columnId: 'wren-instruct', output: { type: 'equals', text: 'spam' } },
  ],
}
