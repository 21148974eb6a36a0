import type { NumberedRunEvent } from '@trialogue/contract'

/** An event as it is sent: its number and its JSON, made once for all readers. */
export interface EventFrame {
  readonly sequence: number
  readonly data: string
}

export function toFrame(numbered: NumberedRunEvent): EventFrame {
  return { sequence: numbered.sequence, data: JSON.stringify(numbered) }
}

/** What may wait for a slow reader, in UTF-16 units of JSON: about 1 MB. */
const backlogLimit = 1_000_000

/**
 * One reader's events in order: first the past that it asked for, then what happens. The past is taken as fast as
 * the reader reads and counts for nothing; live events that wait beyond the limit abort `dropped`.
 */
export class EventFeed implements AsyncIterable<EventFrame> {
  #past: readonly EventFrame[] = []
  #waiting: EventFrame[] = []
  #backlog = 0
  #isEnded = false
  #isClosed = false
  #wake: () => void = () => {}
  readonly #drop = new AbortController()
  readonly #onClose: (feed: EventFeed) => void

  constructor(onClose: (feed: EventFeed) => void = () => {}) {
    this.#onClose = onClose
  }

  /** Aborts when the reader fell too far behind. */
  get dropped(): AbortSignal {
    return this.#drop.signal
  }

  /** Sets what comes before the live events; call it before reading. */
  startWith(past: readonly EventFrame[]): void {
    this.#past = past
  }

  push(frame: EventFrame): void {
    if (this.#isEnded) return
    // A single event may be larger than the limit; what counts is what was waiting already.
    if (this.#backlog > backlogLimit) {
      this.close()
      this.#drop.abort()
      return
    }
    this.#waiting.push(frame)
    this.#backlog += frame.data.length
    this.#wake()
  }

  /** No more events will come; those that wait are still read. */
  end(): void {
    this.#isEnded = true
    this.#wake()
  }

  /** The reader is gone. */
  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#waiting = []
    this.end()
    this.#onClose(this)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<EventFrame> {
    for (const frame of this.#past) {
      if (this.#isClosed) return
      yield frame
    }
    this.#past = []
    for (;;) {
      const frame = this.#waiting.shift()
      if (frame !== undefined) {
        this.#backlog -= frame.data.length
        yield frame
      } else if (this.#isEnded) {
        return
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    }
  }
}
