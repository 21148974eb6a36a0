import { z } from 'zod'
import { loadPatterns, PatternError } from '../patterns/linear-pattern.ts'
import { defineScorer, notScored, scored } from './define-scorer.ts'

/**
 * Whether a pattern matches somewhere in the answer; or, when it has a group to compare, whether that group is the
 * reference. In linear time whatever the pattern: the syntax is RE2's, without lookaround and back references.
 */
export const regex = defineScorer({
  id: 'regex',
  type: 'boolean',
  direction: 'higher',
  options: z.strictObject({
    pattern: z.string().min(1).max(5_000),
    ignoreCase: z.boolean().default(false),
    /** ^ and $ match at the ends of lines. */
    multiline: z.boolean().default(false),
    /** The dot matches line ends. */
    dotAll: z.boolean().default(false),
    /** Which group must be the reference; 0 is the whole match. Null: it is enough that the pattern matches. */
    compareGroup: z.int().min(0).max(99).nullable().default(null),
  }),
  needs: ({ compareGroup }) => (compareGroup === null ? ['answer'] : ['answer', 'reference']),
  async check({ pattern }) {
    const compiled = await compileOrProblem(pattern)
    return compiled instanceof PatternError
      ? { key: 'pattern-invalid', values: { problem: compiled.message } }
      : null
  },
  async score({ answer, reference }, { pattern, ignoreCase, multiline, dotAll, compareGroup }) {
    const flags = `${ignoreCase ? 'i' : ''}${multiline ? 'm' : ''}${dotAll ? 's' : ''}`
    const compiled = await compileOrProblem(pattern, flags)
    if (compiled instanceof PatternError)
      return notScored('error', 'pattern-invalid', { problem: compiled.message })
    const match = compiled.find(answer ?? '')
    if (match === null) return scored(false, 'not-matched', { pattern })
    if (compareGroup === null) return scored(true, 'matched', { match: match.text })
    const read = (compareGroup === 0 ? match.text : match.groups[compareGroup - 1])?.trim() ?? ''
    const isSame = read === (reference ?? '').trim()
    return scored(isSame, isSame ? 'same' : 'different', { answer: read, reference: reference ?? '' })
  },
})

async function compileOrProblem(pattern: string, flags = '') {
  const compile = await loadPatterns()
  try {
    return compile(pattern, flags)
  } catch (error) {
    if (error instanceof PatternError) return error
    throw error
  }
}
