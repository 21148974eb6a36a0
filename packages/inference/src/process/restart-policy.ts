const WINDOW_MS = 60_000
const MAX_FAILURES = 5
const FIRST_DELAY_MS = 200
const LONGEST_DELAY_MS = 5_000

/** How long to wait before a start, or how long starts are refused. */
type RestartDecision =
  | { readonly isAllowed: true; readonly delayMs: number }
  | { readonly isAllowed: false; readonly retryAfterMs: number }

export interface RestartPolicy {
  recordFailure(): void
  decide(): RestartDecision
}

/**
 * Starts that follow failures wait 0.2 s, 0.4 s, … up to 5 s, counted from the last failure; after five failures
 * within a minute no start is allowed until the oldest of them is a minute old. `now` gives milliseconds.
 */
export function createRestartPolicy(now: () => number): RestartPolicy {
  let failures: number[] = []
  return {
    recordFailure() {
      failures.push(now())
    },
    decide() {
      failures = failures.filter((at) => now() - at < WINDOW_MS)
      const [oldest] = failures.slice(-MAX_FAILURES)
      const last = failures.at(-1)
      if (oldest === undefined || last === undefined) return { isAllowed: true, delayMs: 0 }
      if (failures.length >= MAX_FAILURES)
        return { isAllowed: false, retryAfterMs: oldest + WINDOW_MS - now() }
      const delayMs = Math.min(FIRST_DELAY_MS * 2 ** (failures.length - 1), LONGEST_DELAY_MS)
      return { isAllowed: true, delayMs: Math.max(0, last + delayMs - now()) }
    },
  }
}
