/** How quickly things come, by the last of them. */
const remembered = 64
/** Fewer say nothing. */
const fewest = 4

export class Pace {
  readonly #now: () => number
  #times: number[] = []

  constructor(now: () => number) {
    this.#now = now
  }

  count(): void {
    this.#times.push(this.#now())
    if (this.#times.length > remembered) this.#times.shift()
  }

  /** Until as many more have come; null while that is unknown. */
  remainingMs(left: number): number | null {
    const [first] = this.#times
    const last = this.#times.at(-1)
    if (first === undefined || last === undefined || this.#times.length < fewest) return null
    return Math.round(((last - first) / (this.#times.length - 1)) * left)
  }
}
