import type { FastifyReply, FastifyRequest } from 'fastify'
import { type OpenAiFailure, toOpenAiFailure } from './error-body.ts'

/** The error handler of `/v1`: as the house's own, in OpenAI's shape. */
export function handleOpenAiError(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const failure = toOpenAiFailure(thrown)
  const { status, body } = failure
  logFailure(request, thrown, failure)
  // A guard may have refused the request before its id was set.
  reply.header('x-request-id', request.id)
  if (status === 429) reply.header('retry-after', '2')
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(body))
}

export function logFailure(request: FastifyRequest, thrown: unknown, { status, body }: OpenAiFailure): void {
  const { code, message } = body.error
  if (status >= 500) request.log.error({ err: thrown, code }, 'Request failed')
  else request.log.debug({ code, message }, 'Request refused')
}
