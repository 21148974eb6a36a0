import { AppError, type VariableValue } from '@trialogue/contract'
import { parseTemplate } from './parse-template.ts'

/**
 * Puts the values into a template, in one pass: braces inside a value are never expanded. The last value of a name
 * counts; an empty value is a value. Throws INVALID_TEMPLATE for what `findTemplateProblems` finds, and
 * UNFILLED_VARIABLE with every missing name in `details.names`.
 */
export function fillTemplate(template: string, values: readonly VariableValue[]): string {
  const { segments, problems } = parseTemplate(template)
  const problem = problems[0]
  if (problem !== undefined) {
    const excerpt = template.slice(problem.from, Math.min(problem.to, problem.from + 40))
    const cause =
      problem.code === 'unbalanced-braces' ? 'is never closed with }}' : 'does not hold a variable name'
    throw new AppError('INVALID_TEMPLATE', `"${excerpt}" ${cause}. Write \\{{ for plain braces.`, {
      details: { problems: problems.map(({ code, from, to }) => ({ code, from, to })), excerpt },
    })
  }
  requireValues(
    segments.flatMap((segment) => (segment.type === 'variable' ? [segment.name] : [])),
    values,
  )
  const byName = new Map(values.map(({ name, value }) => [name, value]))
  return segments
    .map((segment) => (segment.type === 'text' ? segment.text : (byName.get(segment.name) ?? '')))
    .join('')
}

/** Throws UNFILLED_VARIABLE when a name has no value; `details.names` has each missing name once, in order. */
export function requireValues(names: readonly string[], values: readonly VariableValue[]): void {
  const known = new Set(values.map(({ name }) => name))
  const missing = [...new Set(names)].filter((name) => !known.has(name))
  if (missing.length === 0) return
  const list = missing.map((name) => `{{${name}}}`).join(', ')
  throw new AppError('UNFILLED_VARIABLE', `No value for ${list}. Fill it in, then run again.`, {
    details: { names: missing },
  })
}
