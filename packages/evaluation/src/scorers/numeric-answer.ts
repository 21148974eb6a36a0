import { z } from 'zod'
import { isExpected, readExpected } from '../numbers/expected-number.ts'
import { readAnswerNumber } from '../numbers/read-answer-number.ts'
import { defineScorer, notScored, scored } from './define-scorer.ts'

/**
 * Whether the number that the answer gives is the expected one, however it is written: signs, thousands, fractions,
 * percent, units, `\boxed{}`, `####`. An answer without a number is no answer.
 */
export const numericAnswer = defineScorer({
  id: 'numeric-answer',
  type: 'boolean',
  direction: 'higher',
  options: z.strictObject({
    absoluteTolerance: z.number().min(0).default(0),
    /** As a share of the expected number: 0.01 is one percent. */
    relativeTolerance: z.number().min(0).max(1).default(0),
    decimalSign: z.enum(['.', ',']).default('.'),
    pick: z.enum(['first', 'last']).default('last'),
    firstLineOnly: z.boolean().default(false),
  }),
  needs: () => ['answer', 'reference'],
  score({ answer, reference }, { absoluteTolerance, relativeTolerance, ...rule }) {
    const expected = readExpected(reference ?? '', rule)
    if (expected === null) return notScored('error', 'reference-no-number', { reference: reference ?? '' })
    const read = readAnswerNumber(answer ?? '', rule)
    if (read === null) return notScored('no-answer', 'no-number', { answer: answer ?? '' })
    const tolerance = { absolute: absoluteTolerance, relative: relativeTolerance }
    return scored(isExpected(read, expected, tolerance), 'number-read', {
      read: read.value,
      low: expected.low.value,
      high: expected.high.value,
    })
  },
})
