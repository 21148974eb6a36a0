import type { ErrorBody } from '@trialogue/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { errorStatus } from './error-status.ts'
import { toPublicRecord } from './public-record.ts'

/**
 * The one error handler: whatever was thrown leaves as `{ error: { code, message, details, requestId } }`.
 * Only an AppError's own message goes out; anything else becomes a generic text, and the log gets the whole.
 */
export function handleError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const record = toPublicRecord(thrown)
  const status = errorStatus[record.code]
  if (status >= 500) request.log.error({ err: thrown, code: record.code }, 'Request failed')
  else request.log.debug({ code: record.code, message: record.message }, 'Request refused')
  if (record.code === 'ENGINE_BUSY') reply.header('retry-after', '2')
  const body: ErrorBody = { error: { ...record, requestId: request.id } }
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(body))
}
