import type { Generation, NumberedRunEvent, Run, RunStatus } from '@trialogue/contract'
import type { Log } from '@trialogue/inference'
import type { Clock } from './clock.ts'
import { EventCoalescer, type ProgressEvent } from './event-coalescer.ts'
import { EventFeed, type EventFrame, toFrame } from './event-feed.ts'
import { RunJournal, type RunWriter } from './run-journal.ts'

export interface LiveRunOptions {
  readonly run: Run
  /** Number of the last event in the store. */
  readonly sequence: number
  readonly writer: RunWriter
  readonly clock: Clock
  readonly log: Log
}

/** A run under way: what it is now, and everyone who watches it. */
export class LiveRun {
  readonly #journal: RunJournal
  readonly #coalescer: EventCoalescer
  readonly #feeds = new Set<EventFeed>()
  readonly #silenced = new Set<string>()
  #isClosed = false

  constructor(options: LiveRunOptions) {
    this.#journal = new RunJournal({ ...options, onPublished: (numbered) => this.#broadcast(numbered) })
    this.#coalescer = new EventCoalescer(options.clock, (event) => this.#journal.progress(event))
  }

  get run(): Run {
    return this.#journal.run
  }

  /** Takes what a generation reports; readers see it at most 20 times a second per generation. */
  report(event: ProgressEvent): void {
    if (!this.#silenced.has(event.generationId)) this.#coalescer.add(event)
  }

  /** Tells nothing more of a generation but its end, which holds all that it wrote. */
  silence(generationId: string): void {
    this.#silenced.add(generationId)
    this.#coalescer.drop(generationId)
  }

  /** Ends a generation: on disk first, then told. */
  async finishGeneration(generation: Generation): Promise<void> {
    this.#coalescer.flush(generation.id)
    await this.#journal.milestone({ type: 'generation.finished', generation })
  }

  /** Ends the run and every reader's feed; `finishedAt` is null when it may be continued. */
  async finish(status: Exclude<RunStatus, 'running'>, finishedAt: number | null): Promise<void> {
    await this.#journal.milestone({ type: 'run.status', status, finishedAt })
    this.close()
  }

  /** Lets go of timers and readers, whether or not the run could be ended. */
  close(): void {
    this.#isClosed = true
    this.#coalescer.stop()
    this.#journal.close()
    for (const feed of this.#feeds) feed.end()
    this.#feeds.clear()
  }

  /**
   * Opens a reader's feed. `after` is the last event the reader has; null, or one that there never was, opens with
   * a snapshot of now. `readStored` reads the events after a number from the store.
   */
  async openFeed(
    after: number | null,
    readStored: (after: number) => Promise<NumberedRunEvent[]>,
  ): Promise<EventFeed> {
    const feed = new EventFeed((closed) => this.#feeds.delete(closed))
    const { run, sequence, unwritten } = this.#journal
    if (this.#isClosed) feed.end()
    else this.#feeds.add(feed)
    if (after === null || after > sequence) {
      feed.startWith([toFrame({ sequence, event: { type: 'run.snapshot', run } })])
      return feed
    }
    const recent = [...unwritten]
    // Events may be published, and written, while the store is read: the feed already holds those.
    try {
      const stored = (await readStored(after)).filter((event) => event.sequence <= sequence)
      const last = stored.at(-1)?.sequence ?? after
      feed.startWith([...stored, ...recent.filter((event) => event.sequence > last)].map(toFrame))
    } catch (error) {
      feed.close()
      throw error
    }
    return feed
  }

  #broadcast(numbered: NumberedRunEvent): void {
    if (this.#feeds.size === 0) return
    const frame: EventFrame = toFrame(numbered)
    for (const feed of this.#feeds) feed.push(frame)
  }
}
