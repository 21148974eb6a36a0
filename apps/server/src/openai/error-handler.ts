import type { FastifyReply, FastifyRequest } from 'fastify'
import { toOpenAiFailure } from './error-body.ts'

/** The error handler of `/v1`: as the house's own, in OpenAI's shape. */
export function handleOpenAiError(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, body } = toOpenAiFailure(thrown)
  logFailure(request, thrown, status)
  // A guard may have refused the request before its id was set.
  reply.header('x-request-id', request.id)
  if (status === 429) reply.header('retry-after', '2')
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(body))
}

export function logFailure(request: FastifyRequest, thrown: unknown, status: number): void {
  if (status >= 500) request.log.error({ err: thrown }, 'Request failed')
  else request.log.debug({ err: thrown }, 'Request refused')
}
