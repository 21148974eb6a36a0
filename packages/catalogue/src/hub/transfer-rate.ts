/** How fast bytes come: over the last seconds, so that a pause or a slow start is soon forgotten. */
export interface TransferRate {
  add(count: number): void
  /** Null before there is anything to tell. */
  bytesPerSecond(): number | null
}

const WINDOW_MS = 5_000
const STEP_MS = 250

export function createTransferRate(now: () => number = Date.now): TransferRate {
  const steps: { readonly at: number; count: number }[] = []
  const startedAt = now()
  const forget = () => {
    const oldest = now() - WINDOW_MS
    while (steps[0] !== undefined && steps[0].at < oldest) steps.shift()
  }
  return {
    add(count) {
      const at = now()
      const last = steps.at(-1)
      if (last !== undefined && at - last.at < STEP_MS) last.count += count
      else steps.push({ at, count })
      forget()
    },
    bytesPerSecond() {
      forget()
      const spanMs = Math.min(WINDOW_MS, now() - startedAt)
      if (spanMs < STEP_MS) return null
      const count = steps.reduce((sum, step) => sum + step.count, 0)
      return Math.max(0, (1000 * count) / spanMs)
    },
  }
}
