import { z } from 'zod'
import { listAlternatives, separatorSchema } from '../answers/alternatives.ts'
import { defineScorer, scored } from './define-scorer.ts'

/** The same characters, but for white space around them. */
export const exactMatch = defineScorer({
  id: 'exact-match',
  type: 'boolean',
  direction: 'higher',
  options: z.strictObject({ trim: z.boolean().default(true), separator: separatorSchema }),
  needs: () => ['answer', 'reference'],
  score({ answer, reference }, { trim, separator }) {
    const plain = (text: string) => (trim ? text.trim() : text)
    const read = plain(answer ?? '')
    const isSame = listAlternatives(reference ?? '', separator).some((one) => plain(one) === read)
    return scored(isSame, isSame ? 'same' : 'different', { answer: read, reference: reference ?? '' })
  },
})
