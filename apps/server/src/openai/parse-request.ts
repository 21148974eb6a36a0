import { AppError } from '@trialogue/contract'
import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'

type Issue = z.core.$ZodIssue
type Problem = { readonly path: readonly PropertyKey[]; readonly message: string; readonly code: string }

/** Checks a body against its zod schema. The first thing that is wrong is told as OpenAI tells it, with its `param`. */
export const parseRequest: FastifySchemaCompiler<z.ZodType> = ({ schema }) => {
  return (sent: unknown) => {
    const parsed = schema.safeParse(sent)
    if (parsed.success) return { value: parsed.data }
    const { path, message, code } = findProblem(parsed.error.issues, sent)
    const param = path.length === 0 ? null : writePath(path)
    return { error: new AppError('INVALID_REQUEST', message, { details: { param, code } }) }
  }
}

function findProblem(issues: readonly Issue[], sent: unknown): Problem {
  const [first] = issues.map(innermost)
  if (first === undefined) return { path: [], message: 'The request is not valid.', code: 'invalid_value' }
  const { path, message } = first
  const name = writePath(path)
  if (first.code === 'unrecognized_keys') {
    const unknown = [...path, first.keys[0] ?? '']
    const text = `Unknown parameter: '${writePath(unknown)}'.`
    return { path: unknown, message: text, code: 'unknown_parameter' }
  }
  if (path.length > 0 && valueAt(sent, path) === undefined) {
    return { path, message: `Missing required parameter: '${name}'.`, code: 'missing_required_parameter' }
  }
  const isCustom = first.code === 'custom' && typeof first.params?.['code'] === 'string'
  const code = isCustom ? String(first.params?.['code']) : 'invalid_value'
  return { path, message: path.length === 0 ? message : `Invalid '${name}': ${message}`, code }
}

/** Where a value fits none of several forms, what is wrong with the one it comes closest to. */
function innermost(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue
  const [deepest] = [...issue.errors]
    .sort((a, b) => a.length - b.length)
    .flatMap(([first]) => (first === undefined ? [] : [innermost(first)]))
    .sort((a, b) => b.path.length - a.path.length)
  if (deepest === undefined || deepest.path.length === 0) return issue
  return { ...deepest, path: [...issue.path, ...deepest.path] }
}

function valueAt(sent: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined
    return Object.getOwnPropertyDescriptor(value, key)?.value
  }, sent)
}

/** `messages[0].content` */
function writePath(path: readonly PropertyKey[]): string {
  return path
    .map((key, place) => (typeof key === 'number' ? `[${key}]` : `${place === 0 ? '' : '.'}${String(key)}`))
    .join('')
}
