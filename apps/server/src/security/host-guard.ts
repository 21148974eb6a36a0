import { AppError } from '@trialogue/contract'
import type { FastifyRequest } from 'fastify'

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']
/** A host name or bracketed IPv6 address with an optional port: nothing else may be in the header. */
const hostPattern = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/

/**
 * Refuses requests whose Host header names something else than this server: a page on `evil.example` whose name
 * resolves to 127.0.0.1 (DNS rebinding) is same-origin to itself, and only its Host header gives it away.
 */
export function createHostGuard(allowedHosts: readonly string[]) {
  const allowed = new Set([...loopbackNames, ...allowedHosts])
  return async function guardHost(request: FastifyRequest): Promise<void> {
    const name = hostPattern.exec((request.headers.host ?? '').toLowerCase())?.[1]
    if (name !== undefined && allowed.has(name)) return
    throw new AppError(
      'HOST_NOT_ALLOWED',
      'This server does not answer under that host name. Open it as http://localhost, or add the name to ' +
        'TRIALOGUE_ALLOWED_HOSTS and start again.',
    )
  }
}
