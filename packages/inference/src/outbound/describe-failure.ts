import { AppError, errorCodeSchema } from '@trialogue/contract'

const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing answers there. Is the server running, and is the port right?',
  ENOTFOUND: 'The name leads nowhere. Check how it is spelled.',
  EAI_AGAIN: 'The name could not be looked up. Is this machine online?',
  EHOSTUNREACH: 'There is no way to this machine.',
  ENETUNREACH: 'There is no way to this network.',
  UND_ERR_CONNECT_TIMEOUT: 'It did not take the connection in time.',
  ETIMEDOUT: 'It did not take the connection in time.',
}

const brokenOff = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED'])
const tooSlow = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])

/**
 * What went wrong on the way to a server and back, for people to read. `details.reason` tells those that may be tried
 * again: `unreachable` before anything was sent, `broken` when the connection ended, and with it what ran there.
 */
export function describeFailure(thrown: unknown): AppError {
  const code = codeOf(thrown)
  if (errorCodeSchema.safeParse(code).success) return thrown as AppError
  const hint = unreachable[code]
  if (hint !== undefined) {
    return failed('UPSTREAM_UNREACHABLE', `The server cannot be reached. ${hint}`, 'unreachable', thrown)
  }
  if (tooSlow.has(code)) {
    return failed(
      'UPSTREAM_TIMEOUT',
      'The server took too long to answer. Try again, or a shorter prompt.',
      code,
      thrown,
    )
  }
  if (brokenOff.has(code) || (thrown instanceof Error && thrown.message === 'terminated')) {
    return failed('UPSTREAM_UNREACHABLE', 'The server broke off the connection. Try again.', 'broken', thrown)
  }
  if (/CERT|TLS|SSL|SIGNATURE/.test(code)) {
    const message = `The server's certificate is not trusted (${code}). Use its proper name, or give Node the authority in NODE_EXTRA_CA_CERTS.`
    return failed('UPSTREAM_UNREACHABLE', message, 'certificate', thrown)
  }
  const message =
    'What the server sent could not be read. Is this the address of an API, with its path (often /v1)?'
  return failed('UPSTREAM_INVALID', message, 'unreadable', thrown)
}

/** Node tries several addresses of a name, and then has one error for each. */
function codeOf(thrown: unknown): string {
  if (thrown instanceof AggregateError) return codeOf(thrown.errors[0])
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : ''
  return typeof code === 'string' ? code : ''
}

function failed(
  code: 'UPSTREAM_UNREACHABLE' | 'UPSTREAM_TIMEOUT' | 'UPSTREAM_INVALID',
  message: string,
  reason: string,
  cause: unknown,
): AppError {
  return new AppError(code, message, { details: { reason }, cause })
}
