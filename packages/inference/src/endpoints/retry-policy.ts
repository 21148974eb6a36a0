import type { AppError } from '@trialogue/contract'

export interface RetrySituation {
  /** Times that this generation was sent before, or begun again. */
  readonly attempts: number
  /** Whether text has come. */
  readonly hasBegun: boolean
  readonly addressCount: number
}

const mostAttempts = 6
const mostBeginnings = 3
const firstDelayMs = 500
const longestDelayMs = 8_000

/** `unreachable` and `broken`: the connection is gone, so that nothing can run there any more for this request. */
const retriable = new Set(['unreachable', 'broken', 'busy', 'rate'])
const brokenOff = new Set(['unreachable', 'broken', 'busy', 'truncated'])

/**
 * Milliseconds after which a generation that failed may be sent again; null when it has failed for good. Never while it
 * could still run: a server that is only slow is not asked twice. What has begun to write is begun again only where there
 * is another address.
 */
export function retryDelayMs(
  failure: AppError,
  situation: RetrySituation,
  random: () => number,
): number | null {
  const { attempts, hasBegun, addressCount } = situation
  const { reason } = failure.details
  if (typeof reason !== 'string' || attempts + 1 >= mostAttempts) return null
  if (hasBegun) {
    return brokenOff.has(reason) && addressCount > 1 && attempts + 1 < mostBeginnings ? 0 : null
  }
  if (!retriable.has(reason)) return null
  // Another address may be as good as new.
  if ((reason === 'unreachable' || reason === 'broken') && attempts + 1 < addressCount) return 0
  const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** attempts)
  return delayMs * (0.5 + random() / 2)
}
