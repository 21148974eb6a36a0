import type { Clock } from '../../clock.ts'

/** Who uses a model's process, and since when nobody does. */
export interface Usage {
  /** How many use it now. */
  readonly count: number
  /** Milliseconds since 1970; null while somebody uses it, and when nobody has yet. */
  readonly idleSince: number | null
  /** Begins to use it; gives what ends that. */
  enter(): () => void
}

export interface UsageOptions {
  readonly clock: Clock
  /** Null: however long it is idle, nothing happens. */
  readonly idleLimitMs: number | null
  readonly onIdle: () => void
  /** Nobody uses it any more. */
  readonly onLeft: () => void
}

export function createUsage({ clock, idleLimitMs, onIdle, onLeft }: UsageOptions): Usage {
  let count = 0
  let idleSince: number | null = null
  let cancelTimer = () => {}
  return {
    get count() {
      return count
    },
    get idleSince() {
      return idleSince
    },
    enter() {
      count++
      idleSince = null
      cancelTimer()
      return () => {
        count--
        if (count > 0) return
        idleSince = clock.now()
        if (idleLimitMs !== null) cancelTimer = clock.after(idleLimitMs, onIdle)
        onLeft()
      }
    },
  }
}
