import type { ErrorRecord } from '@trialogue/contract'
import type { FastifySchemaValidationError } from 'fastify'

const partNames: Readonly<Record<string, string>> = {
  body: 'body',
  querystring: 'query',
  params: 'path',
  headers: 'headers',
}

/** Says which field of which part of a request was refused, and why; all of them in `details.issues`. */
export function describeInvalidRequest(
  problems: readonly FastifySchemaValidationError[],
  context: string | undefined,
): ErrorRecord {
  const part = partNames[context ?? ''] ?? 'request'
  const issues = problems.map((problem) => ({
    path: part + problem.instancePath.replace(/\/$/, ''),
    message: problem.message ?? 'not valid',
  }))
  const first = issues[0]
  const rest = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  return {
    code: 'INVALID_REQUEST',
    message:
      first === undefined
        ? 'The request is not valid.'
        : `Not valid at ${first.path}: ${first.message}${rest}.`,
    details: { issues },
  }
}
