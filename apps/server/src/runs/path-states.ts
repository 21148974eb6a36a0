import type { ProgressEvent } from './event-coalescer.ts'

export type PathState = Omit<Extract<ProgressEvent, { type: 'generation.status' }>, 'type' | 'generationId'>

const order: readonly PathState['status'][] = ['queued', 'loading', 'prefilling', 'decoding']

/** Where a generation stands whose chains of thought go on side by side: where the one stands that is furthest. */
export class PathStates {
  readonly #report: (state: PathState) => void
  readonly #states = new Map<number, PathState>()
  #reported: PathState | null = null

  constructor(report: (state: PathState) => void) {
    this.#report = report
  }

  set(path: number, state: PathState): void {
    this.#states.set(path, state)
    this.#tell()
  }

  /** A chain that has come to its end stands nowhere. */
  delete(path: number): void {
    this.#states.delete(path)
    if (this.#states.size > 0) this.#tell()
  }

  #tell(): void {
    const furthest = [...this.#states.values()].reduce((one, other) => (isFurther(other, one) ? other : one))
    if (this.#reported !== null && isSame(furthest, this.#reported)) return
    this.#reported = furthest
    this.#report(furthest)
  }
}

function isFurther(one: PathState, other: PathState): boolean {
  if (one.status !== other.status) return order.indexOf(one.status) > order.indexOf(other.status)
  if (one.status === 'queued') return (one.queuePosition ?? 0) < (other.queuePosition ?? 0)
  return (one.progress ?? 0) > (other.progress ?? 0)
}

function isSame(one: PathState, other: PathState): boolean {
  return (
    one.status === other.status &&
    one.queuePosition === other.queuePosition &&
    one.progress === other.progress
  )
}
