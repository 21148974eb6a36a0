import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'
import { writeExamples } from './write-examples.ts'

/** A rule that no word of the prompt names. */
export const pluralExamples: GallerySample = {
  id: 'plural-examples',
  topic: 'examples',
  tags: ['few-shot', 'rewriting'],
  kinds: ['base', 'instruct'],
  content: fillContent({
    body: {
      type: 'data',
      data: {
        preamble: '',
        inputHeaders: ['Singular'],
        outputHeader: 'Plural',
        examples: writeExamples([
          ['book', 'books'],
          ['cat', 'cats'],
          ['apple', 'apples'],
        ]),
        query: ['{{word}}'],
      },
    },
    values: { word: 'dog' },
    kinds: ['base', 'instruct'],
    parameters: { maxTokens: 16, stop: ['\n'] },
    reference: 'dogs',
  }),
  expectations: [
    { columnId: 'wren-base', output: { type: 'equals', text: 'dogs' } },
    { columnId: 'wren-instruct', output: { type: 'equals', text: 'dogs' } },
  ],
}
