import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'
import { writeExamples } from './write-examples.ts'

/** Two summaries of one form make the third one the same. */
export const summaryExamples: GallerySample = {
  id: 'summary-examples',
  topic: 'examples',
  tags: ['few-shot', 'summary'],
  kinds: ['base', 'instruct'],
  content: fillContent({
    body: {
      type: 'data',
      data: {
        preamble: '',
        inputHeaders: ['Text'],
        outputHeader: 'Summary',
        examples: writeExamples([
          [
            'Tom works as a teacher in Paris. He owns a red turtle.',
            'Tom is a teacher from Paris with a turtle.',
          ],
          ['Mia works as a singer in Rome. She owns a black dog.', 'Mia is a singer from Rome with a dog.'],
        ]),
        query: ['{{text}}'],
      },
    },
    values: { text: 'Ben works as a driver in London. He owns a blue cat.' },
    kinds: ['base', 'instruct'],
    parameters: { maxTokens: 40, stop: ['\n'] },
    reference: 'Ben is a driver from London with a cat.',
  }),
  expectations: [
    { columnId: 'wren-base', output: { type: 'contains', text: 'driver' } },
    {
      columnId: 'wren-instruct',
      output: { type: 'equals', text: 'Ben is a driver from London with a cat.' },
    },
  ],
}
