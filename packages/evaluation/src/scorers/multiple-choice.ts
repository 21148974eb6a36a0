import { z } from 'zod'
import { choiceCountSchema, readChoice } from '../answers/choices.ts'
import { defineScorer, notScored, scored } from './define-scorer.ts'

/** Whether the letter that the answer chooses is the reference's. An answer without a letter is no answer. */
export const multipleChoice = defineScorer({
  id: 'multiple-choice',
  type: 'boolean',
  direction: 'higher',
  options: z.strictObject({ choiceCount: choiceCountSchema }),
  needs: () => ['answer', 'reference'],
  score({ answer, reference }, { choiceCount }) {
    const expected = readChoice(reference ?? '', choiceCount)
    if (expected === null) return notScored('error', 'no-choice', { reference: reference ?? '' })
    const read = readChoice(answer ?? '', choiceCount)
    if (read === null) return notScored('no-answer', 'no-choice', { answer: answer ?? '' })
    return scored(read === expected, 'choice-read', { read, expected })
  },
})
