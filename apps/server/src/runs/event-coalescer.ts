import type { RunEvent } from '@trialogue/contract'
import type { Clock } from './clock.ts'

/** What happens while a generation runs. These may be merged; a finished generation never is. */
export type ProgressEvent = Extract<
  RunEvent,
  { type: 'generation.status' | 'generation.step' | 'generation.text' }
>

/** At most one publication per generation in this time: 20 a second, faster than anyone reads. */
const windowMs = 50

/**
 * Merges what a generation reports in quick succession. The first event goes out at once (no delay for the first
 * token); those that follow within the window are merged and go out together.
 */
export class EventCoalescer {
  /** Generations that published within the window, with what they have reported since. */
  readonly #open = new Map<string, ProgressEvent[]>()
  readonly #clock: Clock
  readonly #publish: (event: ProgressEvent) => void
  #cancelTick: (() => void) | null = null

  constructor(clock: Clock, publish: (event: ProgressEvent) => void) {
    this.#clock = clock
    this.#publish = publish
  }

  add(event: ProgressEvent): void {
    const pending = this.#open.get(event.generationId)
    if (pending !== undefined) {
      mergeInto(pending, event)
      return
    }
    this.#open.set(event.generationId, [])
    this.#cancelTick ??= this.#clock.after(windowMs, () => this.#tick())
    this.#publish(event)
  }

  /** Publishes what is pending of one generation, before something that must come after it. */
  flush(generationId: string): void {
    const pending = this.#open.get(generationId)
    this.#open.delete(generationId)
    for (const event of pending ?? []) this.#publish(event)
  }

  /** Forgets what is pending of one generation. */
  drop(generationId: string): void {
    this.#open.delete(generationId)
  }

  stop(): void {
    this.#cancelTick?.()
    this.#cancelTick = null
  }

  #tick(): void {
    this.#cancelTick = null
    for (const [generationId, pending] of this.#open) {
      if (pending.length === 0) this.#open.delete(generationId)
      else this.#open.set(generationId, [])
      for (const event of pending) this.#publish(event)
    }
    if (this.#open.size > 0) this.#cancelTick = this.#clock.after(windowMs, () => this.#tick())
  }
}

function mergeInto(pending: ProgressEvent[], event: ProgressEvent): void {
  if (event.type === 'generation.step') dropTextOf(event.stepIndex, pending)
  const last = pending.at(-1)
  // Several steps may write at once: the order counts only within one.
  const index = pending.findLastIndex((earlier) => isTextOfSameStep(earlier, event))
  const written = pending[index]
  if (event.type === 'generation.text' && written?.type === 'generation.text') {
    const logprobs = [...written.logprobs, ...event.logprobs]
    pending[index] = { ...event, text: written.text + event.text, logprobs }
  } else if (last?.type === 'generation.status' && event.type === 'generation.status') {
    pending[pending.length - 1] = event
  } else {
    pending.push(event)
  }
}

/** A step that begins again has written nothing: what nobody has read of its text is not told any more. */
function dropTextOf(stepIndex: number, pending: ProgressEvent[]): void {
  const kept = pending.filter((event) => event.type !== 'generation.text' || event.stepIndex !== stepIndex)
  pending.splice(0, pending.length, ...kept)
}

function isTextOfSameStep(one: ProgressEvent, other: ProgressEvent): boolean {
  return (
    one.type === 'generation.text' && other.type === 'generation.text' && one.stepIndex === other.stepIndex
  )
}
