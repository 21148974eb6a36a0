/** Time that passes only when a test says so. `now` and `after` have the shape that services take as their clock. */
export interface FakeClock {
  /** Integer milliseconds since 1970. */
  now(): number
  /** Calls `callback` once when `delayMs` have passed; gives a function that calls it off. */
  after(delayMs: number, callback: () => void): () => void
  /**
   * Lets `ms` pass: calls what falls due, in order, each at its own time; then waits until promises that were
   * settled by it have run on.
   */
  advance(ms: number): Promise<void>
}

interface Timer {
  dueAt: number
  callback: () => void
}

/** A clock that stands at `startsAt` until it is advanced. */
export function createFakeClock(startsAt = 1_750_000_000_000): FakeClock {
  let now = startsAt
  let timers: Timer[] = []

  /** Of the timers due at `until` or before: the earliest, and of equals the one that was set first. */
  const nextDue = (until: number): Timer | undefined =>
    timers
      .filter((timer) => timer.dueAt <= until)
      .reduce<Timer | undefined>(
        (first, timer) => (first && first.dueAt <= timer.dueAt ? first : timer),
        undefined,
      )

  return {
    now: () => now,
    after(delayMs, callback) {
      const timer = { dueAt: now + Math.max(0, delayMs), callback }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    async advance(ms) {
      const until = now + ms
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        const due = timer
        timers = timers.filter((other) => other !== due)
        now = due.dueAt
        due.callback()
        await settled()
      }
      now = until
      await settled()
    },
  }
}

/** Resolves after every promise that is already settled has run its continuations. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
