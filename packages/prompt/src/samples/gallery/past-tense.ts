import { fillContent } from './fill-content.ts'
import type { GallerySample } from './gallery-sample.ts'

/** Rewriting: the task first, the text on a line of its own. */
export const pastTense: GallerySample = {
  id: 'past-tense',
  topic: 'instruction',
  tags: ['zero-shot', 'rewriting'],
  kinds: ['instruct', 'dialog'],
  content: fillContent({
    body: { text: { template: 'Write the sentence in the past tense.\n{{sentence}}' } },
    values: { sentence: 'Tom walks to the park.' },
    kinds: ['instruct', 'dialog'],
    reference: 'Tom walked to the park.',
  }),
  expectations: [
    { columnId: 'wren-instruct', output: { type: 'contains', text: 'walked' } },
    { columnId: 'wren-dialog', output: { type: 'contains', text: 'walked' } },
  ],
}
