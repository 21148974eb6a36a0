/** Time, handed in so that tests decide when it passes. */
export interface Clock {
  /** Integer milliseconds since 1970. */
  now(): number
  /** Calls `callback` once when `delayMs` have passed; gives a function that calls it off. */
  after(delayMs: number, callback: () => void): () => void
}

/** What waits on it does not keep a process from ending. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs).unref()
    return () => clearTimeout(timer)
  },
}
