import {
  AppError,
  type ErrorRecord,
  foldRunEvent,
  type Generation,
  type NumberedRunEvent,
  type Run,
  type RunEvent,
  toErrorRecord,
} from '@trialogue/contract'
import type { Log } from '@trialogue/inference'
import type { Clock } from './clock.ts'

/** What a journal needs of the store: one transaction with events and the rows that they changed. */
export interface RunWriter {
  append(
    runId: string,
    batch: {
      events: NumberedRunEvent[]
      generations: Generation[]
      run: { status: Run['status']; finishedAt: number | null }
    },
  ): Promise<void>
}

export interface JournalOptions {
  /** The run as it stands after event number `sequence`. */
  readonly run: Run
  readonly sequence: number
  readonly writer: RunWriter
  readonly clock: Clock
  readonly log: Log
  readonly onPublished: (numbered: NumberedRunEvent) => void
}

/** Progress is written about four times a second. */
const flushDelayMs = 250
/** How long to wait before a failed write is tried again. */
const retryDelayMs = 1_000
/** A full disk is waited for; whatever else refuses a milestone is tried this often. */
const maxTries = 5

type Entry =
  | { readonly kind: 'progress'; readonly event: RunEvent }
  | { readonly kind: 'flush' }
  | {
      readonly kind: 'milestone'
      readonly event: RunEvent
      readonly done: () => void
      readonly fail: (error: Error) => void
    }

/**
 * Numbers the events of one run, folds them and writes them down. Progress is published at once and written in
 * batches; a milestone is published only when it, and all that came before it, is on disk. Entries are handled
 * strictly one after the other, so every reader sees the same order as the database. Milestones that have come by the
 * time of a write go in together: each write waits for the disk, and everyone else waits for it.
 */
export class RunJournal {
  readonly #options: JournalOptions
  readonly #entries: Entry[] = []
  #run: Run
  #sequence: number
  #unwritten: NumberedRunEvent[] = []
  #isBusy = false
  #isClosed = false
  #cancelFlush: (() => void) | null = null

  constructor(options: JournalOptions) {
    this.#options = options
    this.#run = options.run
    this.#sequence = options.sequence
  }

  /** The run with every published event folded in. */
  get run(): Run {
    return this.#run
  }

  /** Number of the last published event. */
  get sequence(): number {
    return this.#sequence
  }

  /** Published, but not on disk yet. */
  get unwritten(): readonly NumberedRunEvent[] {
    return this.#unwritten
  }

  /** Publishes at once; written within a quarter of a second. */
  progress(event: RunEvent): void {
    this.#enter({ kind: 'progress', event })
  }

  /** Resolves when the event is on disk and published; waits for a full disk, throws when it cannot be written. */
  milestone(event: RunEvent): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#enter({ kind: 'milestone', event, done: resolve, fail: reject })
    })
  }

  /** Nothing is written any more; what waits is given up. */
  close(): void {
    this.#isClosed = true
    this.#cancelFlush?.()
    this.#cancelFlush = null
  }

  #enter(entry: Entry): void {
    this.#entries.push(entry)
    if (!this.#isBusy) void this.#handleAll()
  }

  async #handleAll(): Promise<void> {
    this.#isBusy = true
    for (let entry = this.#entries.shift(); entry !== undefined; entry = this.#entries.shift()) {
      // Not awaited unless it must be: progress reaches its readers in the same turn.
      if (entry.kind === 'progress') this.#publish(entry.event)
      else if (entry.kind === 'flush') await this.#flush()
      else await this.#commit([entry, ...this.#takeToLastMilestone()])
    }
    this.#isBusy = false
  }

  #publish(event: RunEvent): void {
    const numbered = { sequence: this.#sequence + 1, event }
    this.#run = foldRunEvent(this.#run, event) ?? this.#run
    this.#sequence = numbered.sequence
    this.#unwritten.push(numbered)
    this.#flushAfter(flushDelayMs)
    this.#options.onPublished(numbered)
  }

  async #flush(): Promise<void> {
    if (this.#unwritten.length === 0) return
    const error = await this.#write(this.#unwritten, this.#run)
    if (error === null) this.#unwritten = []
    else this.#flushAfter(retryDelayMs)
  }

  /** All entries that wait, up to the last milestone among them. */
  #takeToLastMilestone(): Entry[] {
    return this.#entries.splice(0, this.#entries.findLastIndex(({ kind }) => kind === 'milestone') + 1)
  }

  /** Writes these as a whole, then publishes them. Progress among milestones that cannot be written is published alone. */
  async #commit(entries: readonly Entry[]): Promise<void> {
    const events = entries.flatMap((entry) => (entry.kind === 'flush' ? [] : [entry.event]))
    const numbered = events.map((event, index) => ({ sequence: this.#sequence + 1 + index, event }))
    const run = events.reduce((before, event) => foldRunEvent(before, event) ?? before, this.#run)
    const error = await this.#writeAtLast([...this.#unwritten, ...numbered], run)
    if (error === null) {
      this.#unwritten = []
      this.#run = run
      this.#sequence += numbered.length
      for (const one of numbered) this.#options.onPublished(one)
    }
    for (const entry of entries) {
      if (entry.kind === 'milestone') error === null ? entry.done() : entry.fail(error)
      else if (entry.kind === 'progress' && error !== null) this.#publish(entry.event)
    }
  }

  /** Null when it was written, else why it never will be. */
  async #writeAtLast(events: NumberedRunEvent[], run: Run): Promise<AppError | null> {
    for (let tries = 1; ; tries += 1) {
      const cause = await this.#write(events, run)
      if (cause === null) return null
      if (this.#isClosed || (cause.code !== 'DISK_FULL' && tries === maxTries)) {
        return new AppError('INTERNAL', 'The end of a generation or run could not be written.', { cause })
      }
      await new Promise<void>((resolve) => this.#options.clock.after(retryDelayMs, resolve))
    }
  }

  /** Null when it was written, else why it was not. */
  async #write(events: NumberedRunEvent[], run: Run): Promise<ErrorRecord | null> {
    if (this.#isClosed) return { code: 'INTERNAL', message: 'The run was given up.', details: {} }
    const changed = new Set(events.flatMap(({ event }) => changedGenerations(event, run)))
    try {
      await this.#options.writer.append(run.id, {
        events,
        generations: run.generations.filter(({ id }) => changed.has(id)),
        run: { status: run.status, finishedAt: run.finishedAt },
      })
      return null
    } catch (error) {
      this.#options.log.error({ err: error, runId: run.id }, 'Events of a run could not be written')
      return toErrorRecord(error)
    }
  }

  #flushAfter(delayMs: number): void {
    if (this.#isClosed) return
    this.#cancelFlush ??= this.#options.clock.after(delayMs, () => {
      this.#cancelFlush = null
      this.#enter({ kind: 'flush' })
    })
  }
}

function changedGenerations(event: RunEvent, run: Run): string[] {
  if (event.type === 'run.snapshot') return run.generations.map(({ id }) => id)
  if (event.type === 'run.status') return []
  return [event.type === 'generation.finished' ? event.generation.id : event.generationId]
}
