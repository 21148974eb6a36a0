import type { Experiment, ExperimentEvent, GridCell, NumberedExperimentEvent } from '@trialogue/contract'
import type { Clock } from '../runs/clock.ts'
import { EventFeed } from '../runs/event-feed.ts'

export interface WatchersOptions {
  readonly clock: Clock
  readonly readExperiment: (id: string) => Promise<Experiment>
  readonly readCells: (id: string, numbers: readonly number[]) => Promise<GridCell[]>
  /** What could not be told. */
  readonly onError: (error: unknown) => void
}

/** Two readers see the same within a second; a change is told at most four times in one. */
const gatherMs = 250
/** More changed cells than this are not worth telling one by one. */
const mostCells = 200

/** Readers of one experiment, each with its own count of events. */
interface Watched {
  readonly feeds: Map<EventFeed, { sequence: number }>
  readonly changed: Set<number>
  isStale: boolean
  cancel: (() => void) | null
}

/** Tells everyone who watches an experiment what has changed. Reads the store only where somebody watches. */
export class ExperimentWatchers {
  readonly #options: WatchersOptions
  readonly #watched = new Map<string, Watched>()

  constructor(options: WatchersOptions) {
    this.#options = options
  }

  /** Opens with the experiment as it stands; throws NOT_FOUND. */
  async open(id: string): Promise<EventFeed> {
    const experiment = await this.#options.readExperiment(id)
    const watched = this.#watched.get(id) ?? {
      feeds: new Map(),
      changed: new Set(),
      isStale: false,
      cancel: null,
    }
    this.#watched.set(id, watched)
    const feed = new EventFeed((closed) => this.#leave(id, closed))
    const count = { sequence: 0 }
    watched.feeds.set(feed, count)
    this.#push(feed, count, { type: 'experiment.state', experiment })
    this.#push(feed, count, { type: 'experiment.stale' })
    return feed
  }

  /** These cells have changed, or, without numbers, more than is worth telling. */
  tell(id: string, numbers: readonly number[] | 'many'): void {
    const watched = this.#watched.get(id)
    if (watched === undefined) return
    if (numbers === 'many') watched.isStale = true
    else for (const number of numbers) watched.changed.add(number)
    watched.cancel ??= this.#options.clock.after(gatherMs, () => {
      watched.cancel = null
      void this.#broadcast(id, watched).catch(this.#options.onError)
    })
  }

  /** Ends every stream. */
  close(): void {
    for (const { feeds, cancel } of this.#watched.values()) {
      cancel?.()
      for (const feed of feeds.keys()) feed.end()
    }
    this.#watched.clear()
  }

  async #broadcast(id: string, watched: Watched): Promise<void> {
    const numbers = [...watched.changed]
    const isStale = watched.isStale || numbers.length > mostCells
    watched.changed.clear()
    watched.isStale = false
    const { readExperiment, readCells } = this.#options
    const events: ExperimentEvent[] = []
    if (isStale) events.push({ type: 'experiment.stale' })
    else if (numbers.length > 0) {
      events.push({ type: 'experiment.cells', cells: await readCells(id, numbers) })
    }
    // After the cells: whoever sees these counts has them.
    events.push({ type: 'experiment.state', experiment: await readExperiment(id) })
    for (const [feed, count] of watched.feeds) for (const event of events) this.#push(feed, count, event)
  }

  #push(feed: EventFeed, count: { sequence: number }, event: ExperimentEvent): void {
    count.sequence += 1
    const numbered: NumberedExperimentEvent = { sequence: count.sequence, event }
    feed.push({ sequence: count.sequence, data: JSON.stringify(numbered) })
  }

  #leave(id: string, feed: EventFeed): void {
    const watched = this.#watched.get(id)
    watched?.feeds.delete(feed)
    if (watched === undefined || watched.feeds.size > 0) return
    watched.cancel?.()
    this.#watched.delete(id)
  }
}
