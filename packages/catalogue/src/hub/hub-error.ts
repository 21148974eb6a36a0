import { AppError } from '@trialogue/contract'

/** What was asked of the hub, for its errors. */
export interface HubAsk {
  readonly repository: string
  readonly revision?: string
  readonly path?: string
}

/** The header in which the hub says what is wrong: https://github.com/huggingface/huggingface_hub, utils/_http.py. */
export const errorCodeHeader = 'x-error-code'

/** An answer that is no success, in the words of whoever asked. `hasToken` decides what can be done about it. */
export function hubRefusal(status: number, code: string, hasToken: boolean, ask: HubAsk): AppError {
  const { repository, revision, path } = ask
  const details = { repository, status, ...(revision ? { revision } : {}), ...(path ? { path } : {}) }
  if (code === 'GatedRepo' || status === 403) {
    const advice = hasToken
      ? 'Ask for access on its page on the hub, with the account that the token belongs to.'
      : 'Ask for access on its page on the hub, then set HF_TOKEN to a token of your account.'
    return new AppError(
      'REPOSITORY_GATED',
      `${repository} is only given to people who were let in. ${advice}`,
      {
        details,
      },
    )
  }
  if (code === 'RevisionNotFound') {
    return missing(
      `${repository} has no revision “${revision ?? 'main'}”. Choose a branch, tag or commit of it.`,
    )
  }
  if (code === 'EntryNotFound' || (status === 404 && path !== undefined)) {
    return missing(`${path} is not in ${repository} any more. Plan the pull again.`)
  }
  if (status === 401 || status === 404) {
    const advice = hasToken
      ? 'Check how it is written, and that the token in HF_TOKEN may read it.'
      : 'Check how it is written; if it is private, set HF_TOKEN to a token that may read it.'
    return missing(`There is no repository ${repository} on the hub. ${advice}`)
  }
  return new AppError('HUB_UNREACHABLE', `The hub answered with ${status}. Try again later.`, { details })

  function missing(message: string): AppError {
    return new AppError('REPOSITORY_NOT_FOUND', message, { details })
  }
}

/** When no answer came at all. */
export function unreachable(endpoint: string, cause: unknown): AppError {
  const reason = reasonOf(cause)
  return new AppError(
    'HUB_UNREACHABLE',
    `${endpoint} cannot be reached${reason === '' ? '' : ` (${reason})`}. Check the network, HF_ENDPOINT and the proxy.`,
    { details: { endpoint, reason }, cause },
  )
}

export function offline(): AppError {
  return new AppError(
    'HUB_UNREACHABLE',
    'HF_HUB_OFFLINE forbids to ask the hub, and what is asked for is not in the cache. Unset it and start again.',
    { details: { reason: 'offline' } },
  )
}

/** The system's word for it, `ECONNREFUSED`; undici wraps it. */
function reasonOf(thrown: unknown): string {
  for (let cause = thrown; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code
    if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0])
  }
  return ''
}
