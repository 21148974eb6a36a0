import {
  AppError,
  type RouteQuery,
  type RouteResponse,
  type Routes,
  type Run,
  type RunRequest,
} from '@trialogue/contract'
import type { Engine, Log } from '@trialogue/inference'
import type { Store } from '@trialogue/store'
import { type BranchOriginal, beginBranch } from '../runs/branch.ts'
import type { Clock } from '../runs/clock.ts'
import { EventFeed, toFrame } from '../runs/event-feed.ts'
import { LiveRun } from '../runs/live-run.ts'
import { RunDriver } from '../runs/run-driver.ts'
import { checkPromptVersion } from './check-prompt-version.ts'
import { planRun, requeue } from './plan-run.ts'
import { findUnchangedModel } from './unchanged-model.ts'

export interface RunServiceOptions {
  readonly store: Store
  readonly engine: Engine
  readonly clock: Clock
  readonly log: Log
  readonly maxActiveRuns: number
}

interface ActiveRun {
  readonly live: LiveRun
  readonly driver: RunDriver
  readonly ended: Promise<void>
}

/** A run that is on disk and about to be driven. */
interface Written {
  readonly run: Run
  /** Of its last event. */
  readonly sequence: number
  readonly original: BranchOriginal | null
}

export type { EventFeed }

/** How long a cancel waits for the models to stop before it answers with the run as it stands. */
const cancelPatienceMs = 2_000
/** How long the end of the server waits for runs to be written as interrupted. */
const interruptPatienceMs = 5_000
/** Starts runs, knows those under way, and reads those that ended. */
export class RunService {
  readonly #options: RunServiceOptions
  readonly #active = new Map<string, ActiveRun>()
  /** Runs being written, not active yet: they count, and cannot be continued a second time. */
  readonly #starting = new Set<string | symbol>()
  #isClosing = false

  constructor(options: RunServiceOptions) {
    this.#options = options
  }

  /**
   * Starts a run and returns it as it was written. Throws ENGINE_BUSY, MODEL_NOT_FOUND, NOT_FOUND, and everything
   * that makes the prompt unfit to run; nothing is written then.
   */
  async create(request: RunRequest): Promise<Run> {
    return this.#start(Symbol('new run'), async () => {
      const { store, engine, clock } = this.#options
      const models = await engine.listModels()
      const planned = planRun(request, models, clock.now())
      const original = await this.#findOriginal(request)
      const { branch } = request
      const run =
        branch === null || original === null
          ? planned
          : beginBranch(planned, branch, original, findUnchangedModel(models, original.generation))
      await checkPromptVersion(store, request)
      await store.runs.create(run)
      return { run, sequence: 1, original }
    })
  }

  list(query: RouteQuery<Routes['listRuns']>): Promise<RouteResponse<Routes['listRuns']>> {
    return this.#options.store.runs.list(query)
  }

  /** The run as it stands. Throws NOT_FOUND. */
  async get(runId: string): Promise<Run> {
    return this.#active.get(runId)?.live.run ?? this.#options.store.runs.get(runId)
  }

  /** A reader's events, see `LiveRun.openFeed`; of a run that has ended, what is stored. Throws NOT_FOUND. */
  async openEvents(runId: string, after: number | null): Promise<EventFeed> {
    const { runs } = this.#options.store
    const active = this.#active.get(runId)
    if (active !== undefined) return active.live.openFeed(after, (from) => runs.eventsAfter(runId, from))
    const last = await runs.lastSequence(runId)
    const feed = new EventFeed()
    if (after === null || after > last) {
      feed.startWith([
        toFrame({ sequence: last, event: { type: 'run.snapshot', run: await runs.get(runId) } }),
      ])
    } else {
      feed.startWith((await runs.eventsAfter(runId, after)).map(toFrame))
    }
    feed.end()
    return feed
  }

  /** Stops a run or some of its generations; a run that has ended stays as it is. Throws NOT_FOUND. */
  async cancel(runId: string, generationIds?: readonly string[]): Promise<Run> {
    const run = await this.get(runId)
    const known = new Set(run.generations.map(({ id }) => id))
    const unknown = generationIds?.find((id) => !known.has(id))
    if (unknown !== undefined) {
      throw new AppError('NOT_FOUND', 'The run has no such generation.', {
        details: { noun: 'generation', id: unknown },
      })
    }
    const active = this.#active.get(runId)
    if (active === undefined) return run
    const cancelled = active.driver.cancel(generationIds)
    await this.#atMost(
      cancelPatienceMs,
      generationIds === undefined ? cancelled.then(() => active.ended) : cancelled,
    )
    return this.get(runId)
  }

  /** Runs the unfinished generations of an interrupted run again. Throws NOT_FOUND, RUN_NOT_RESUMABLE, ENGINE_BUSY. */
  async resume(runId: string): Promise<Run> {
    if (this.#starting.has(runId) || this.#active.has(runId)) throw notResumable('It is running.')
    return this.#start(runId, async () => {
      const { runs } = this.#options.store
      const stored = await runs.get(runId)
      if (stored.status !== 'interrupted') throw notResumable('It has ended by itself.')
      const generations = stored.generations.map((generation) =>
        generation.status === 'interrupted' ? requeue(generation, stored.request.branch) : generation,
      )
      const run: Run = { ...stored, status: 'running', finishedAt: null, generations }
      const sequence = (await runs.lastSequence(runId)) + 1
      await runs.append(runId, {
        events: [{ sequence, event: { type: 'run.snapshot', run } }],
        generations: generations.filter(({ status }) => status === 'queued'),
        run: { status: run.status, finishedAt: run.finishedAt },
      })
      return { run, sequence, original: await this.#findOriginal(run.request) }
    })
  }

  /** For the end of the server: stops everything, and writes down what can be continued. */
  async interruptAll(): Promise<void> {
    this.#isClosing = true
    const active = [...this.#active.values()]
    const interrupted = active.map(async ({ driver, ended }) => {
      await driver.interrupt()
      await ended
    })
    await this.#atMost(interruptPatienceMs, Promise.allSettled(interrupted))
    for (const { live } of active) live.close()
  }

  async #start(key: string | symbol, write: () => Promise<Written>): Promise<Run> {
    const { maxActiveRuns } = this.#options
    if (this.#isClosing)
      throw new AppError('ENGINE_BUSY', 'The server is about to stop. Try again in a moment.')
    if (this.#active.size + this.#starting.size >= maxActiveRuns) {
      throw new AppError(
        'ENGINE_BUSY',
        `${maxActiveRuns} runs are under way, which is the most at once. Try again when one has ended, or stop one.`,
        { details: { limit: maxActiveRuns } },
      )
    }
    this.#starting.add(key)
    try {
      const written = await write()
      this.#drive(written)
      return written.run
    } finally {
      this.#starting.delete(key)
    }
  }

  #drive({ run, sequence, original }: Written): void {
    const { store, engine, clock, log } = this.#options
    const live = new LiveRun({ run, sequence, writer: store.runs, clock, log })
    const driver = new RunDriver({ live, original: original?.generation ?? null, engine, clock, log })
    const ended = driver
      .drive()
      .catch((error: unknown) =>
        log.error({ err: error, runId: run.id }, 'A run could not be brought to its end'),
      )
      .finally(() => this.#active.delete(run.id))
    this.#active.set(run.id, { live, driver, ended })
  }

  /** What a branch goes on from. Throws NOT_FOUND. */
  async #findOriginal({ branch }: RunRequest): Promise<BranchOriginal | null> {
    if (branch === null) return null
    const run = await this.get(await this.#options.store.runs.runIdOf(branch.generationId))
    const generation = run.generations.find(({ id }) => id === branch.generationId)
    if (generation !== undefined) return { run, generation }
    throw new AppError('NOT_FOUND', 'The run has no such generation.', {
      details: { noun: 'generation', id: branch.generationId },
    })
  }

  /** Waits for `promise`, but not longer than `limitMs`. */
  async #atMost(limitMs: number, promise: Promise<unknown>): Promise<void> {
    let cancel = () => {}
    const limit = new Promise<void>((resolve) => {
      cancel = this.#options.clock.after(limitMs, resolve)
    })
    await Promise.race([promise.catch(() => {}), limit])
    cancel()
  }
}

function notResumable(why: string): AppError {
  return new AppError('RUN_NOT_RESUMABLE', `Only an interrupted run can be continued. ${why}`)
}
