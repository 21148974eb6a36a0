import type { Clock } from '@trialogue/inference'

export type { Clock }

/** What waits on it keeps the process from ending. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
}
