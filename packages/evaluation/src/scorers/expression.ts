import type { ScorerNeed } from '@trialogue/contract'
import { z } from 'zod'
import { evaluateExpression } from '../expressions/evaluate-expression.ts'
import { type Expression, ExpressionError } from '../expressions/expression.ts'
import { namesUsed } from '../expressions/names-used.ts'
import { parseExpression } from '../expressions/parse-expression.ts'
import { loadPatterns, PatternError } from '../patterns/linear-pattern.ts'
import { defineScorer, notScored, scored } from './define-scorer.ts'

/** What has to be there for a name to stand for something. */
const needOfName: ReadonlyMap<string, ScorerNeed> = new Map([
  ['output', 'answer'],
  ['reference', 'reference'],
  ['other', 'other-answer'],
])

/**
 * Whatever a person writes down: an expression over `output`, `reference`, `vars.name`, `latencyMs`, … It is neither
 * JavaScript nor can it reach any: its language is that of `expressions/`.
 */
export const expression = defineScorer({
  id: 'expression',
  type: 'any',
  direction: 'higher',
  options: z.strictObject({ source: z.string().trim().min(1).max(4_000) }),
  needs({ source }) {
    const parsed = parseOrProblem(source)
    if (parsed instanceof ExpressionError) return []
    return Array.from(namesUsed(parsed), (name) => needOfName.get(name) ?? []).flat()
  },
  async check({ source }) {
    const parsed = parseOrProblem(source)
    return parsed instanceof ExpressionError
      ? { key: 'expression-invalid', values: { problem: parsed.message } }
      : null
  },
  async score(input, { source }) {
    const names = {
      output: input.answer,
      reference: input.reference,
      question: input.question,
      other: input.otherAnswer,
      latencyMs: input.latencyMs,
      tokens: input.completionTokens,
    }
    const compilePattern = await loadPatterns()
    try {
      const value = evaluateExpression(parseExpression(source), {
        names,
        variables: input.variables,
        compilePattern,
      })
      if (value === null || typeof value === 'object')
        return notScored('error', 'expression-invalid', {
          problem: 'it comes to no number, text or yes and no',
        })
      if (typeof value === 'number' && !Number.isFinite(value))
        return notScored('error', 'expression-invalid', { problem: 'it comes to no finite number' })
      return scored(value, 'evaluated', { value: String(value) })
    } catch (error) {
      if (!(error instanceof ExpressionError || error instanceof PatternError)) throw error
      return notScored('error', 'expression-invalid', { problem: error.message })
    }
  },
})

function parseOrProblem(source: string): Expression | ExpressionError {
  try {
    return parseExpression(source)
  } catch (error) {
    if (error instanceof ExpressionError) return error
    throw error
  }
}
