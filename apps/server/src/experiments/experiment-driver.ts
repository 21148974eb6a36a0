import type { Generation, Model, Run } from '@trialogue/contract'
import type { Engine, Log } from '@trialogue/inference'
import type { ClaimedCell, Store, StoredExperiment, UnscoredCell } from '@trialogue/store'
import type { Clock } from '../runs/clock.ts'
import { planRecorded } from '../runs/plan-recorded.ts'
import { runGeneration } from '../runs/run-generation.ts'
import type { PromptLossService } from '../services/prompt-loss-service.ts'
import { CellWriter } from './cell-writer.ts'
import { toFinishedCell } from './finished-cell.ts'
import { Pace } from './pace.ts'
import { type CasePlaces, planCell } from './plan-cell.ts'
import { isQuick, scoreCell } from './score-cell.ts'

export interface DriverOptions {
  readonly store: Store
  readonly engine: Engine
  readonly losses: PromptLossService
  readonly clock: Clock
  readonly log: Log
  readonly places: CasePlaces
  /** The experiment as it is now: scorers may come while it runs. */
  readonly read: () => StoredExperiment
  /** Cells that have changed on disk. */
  readonly report: (numbers: readonly number[]) => void
}

/** Cells of one model that are with the engine at a time: enough to fill its batches, few enough to be kept in memory. */
const windowPerModel = 32
/** Cells taken from the store at once. */
const cellsPerClaim = 64
const scoredAtOnce = 8

/**
 * Makes the cells of one experiment: from the store, a few at a time, and back into it. The store knows at each moment
 * what is left, so that whoever comes after a crash goes on there.
 */
export class ExperimentDriver {
  readonly #options: DriverOptions
  readonly #writer: CellWriter
  readonly #abort = new AbortController()
  readonly pace: Pace
  #isStopped = false

  constructor(options: DriverOptions) {
    const { store, clock, log, read } = options
    this.#options = options
    this.pace = new Pace(() => clock.now())
    this.#writer = new CellWriter({ clock, log, write: (cells) => store.experiments.finish(read(), cells) })
  }

  /** Begins nothing more; what is under way is finished. */
  stop(): void {
    this.#isStopped = true
  }

  /** Stops at once: what is under way is given up, and made again if it goes on. */
  abort(): void {
    this.stop()
    this.#abort.abort()
  }

  /** Resolves when nothing is left to be made or scored, or when it was stopped: false then. */
  async drive(): Promise<boolean> {
    const { store, read } = this.#options
    for (;;) {
      await this.#makeAll()
      await this.#scoreAll()
      if (this.#isStopped) return false
      const { states, unscored } = await store.experiments.countCells(read())
      if (states.pending === 0 && unscored === 0) return true
    }
  }

  async #makeAll(): Promise<void> {
    const variants = [...this.#options.read().setup.variants.entries()]
    const byModel = Map.groupBy(variants, ([, { modelId }]) => modelId)
    await Promise.all(
      Array.from(byModel.values(), (ofModel) => this.#makeLane(ofModel.map(([index]) => index))),
    )
  }

  /** The cells of one model. */
  async #makeLane(variantIndexes: readonly number[]): Promise<void> {
    const { store, engine, read } = this.#options
    let taken: ClaimedCell[] = []
    let models: readonly Model[] = []
    let refill: Promise<void> | null = null
    const fill = async () => {
      models = await engine.listModels()
      taken = await store.experiments.claim(read(), variantIndexes, cellsPerClaim)
    }
    const take = async (): Promise<ClaimedCell | undefined> => {
      if (taken.length === 0 && !this.#isStopped) {
        refill ??= fill().finally(() => {
          refill = null
        })
        await refill
      }
      return this.#isStopped ? undefined : taken.shift()
    }
    const work = async () => {
      for (let cell = await take(); cell !== undefined; cell = await take()) await this.#make(cell, models)
    }
    try {
      await Promise.all(Array.from({ length: windowPerModel }, work))
    } finally {
      await store.experiments.release(
        read(),
        taken.map(({ number }) => number),
      )
    }
  }

  async #make(cell: ClaimedCell, models: readonly Model[]): Promise<void> {
    const { store, engine, clock, places, read, report } = this.#options
    const experiment = read()
    const run = planCell(experiment, places, cell, models, clock.now())
    const [planned] = run.generations
    if (planned === undefined) return
    const generation = await runGeneration({
      generation: planned,
      plan: () => planRecorded(run, planned, null),
      engine,
      topLogprobs: experiment.setup.topLogprobs,
      queueKey: experiment.id,
      signal: this.#abort.signal,
      report: () => {},
      now: () => clock.now(),
    })
    if (this.#abort.signal.aborted) {
      await store.experiments.release(experiment, [cell.number])
      return
    }
    const scores = await this.#scoreQuickly(run, generation)
    await this.#writer.write(toFinishedCell(cell.number, run, generation, scores))
    this.pace.count()
    report([cell.number])
  }

  #scoreQuickly(run: Run, generation: Generation) {
    if (generation.status === 'failed') return []
    const quick = this.#options.read().scorers.filter(isQuick)
    return scoreCell(quick, { run: { ...run, generations: [generation] }, other: null }, this.#tools())
  }

  /** Judges what is done and not judged by all: those that ask models, and those that came later. */
  async #scoreAll(): Promise<void> {
    const { store, read } = this.#options
    while (!this.#isStopped) {
      const cells = await store.experiments.readUnscored(read(), scoredAtOnce)
      if (cells.length === 0) return
      await Promise.all(cells.map((cell) => this.#score(cell)))
    }
  }

  async #score({ number, runId, scoredBy }: UnscoredCell): Promise<void> {
    const { store, read, report } = this.#options
    const experiment = read()
    const run = await store.runs.get(runId)
    const missing = experiment.scorers.filter(({ name }) => !scoredBy.includes(name))
    const scores = []
    for (const scorer of missing) {
      const other = await this.#readOther(experiment, number, scorer.otherVariantId)
      scores.push(...(await scoreCell([scorer], { run, other }, this.#tools())))
    }
    if (this.#abort.signal.aborted) return
    await store.experiments.addScores(experiment, [{ number, runId, scores }])
    this.pace.count()
    report([number])
  }

  /** What another variant made of the same case and sample. */
  async #readOther(
    experiment: StoredExperiment,
    number: number,
    otherVariantId: string | null,
  ): Promise<Generation | null> {
    const { variants, samples } = experiment.setup
    const place = variants.findIndex(({ id }) => id === otherVariantId)
    if (place === -1) return null
    const perItem = variants.length * samples
    const other = Math.floor(number / perItem) * perItem + place * samples + (number % samples)
    const { runId } = await this.#options.store.experiments.readCellRecord(experiment, other)
    if (runId === null) return null
    return (await this.#options.store.runs.get(runId)).generations[0] ?? null
  }

  #tools() {
    const { engine, losses, clock, read } = this.#options
    return { engine, losses, now: () => clock.now(), queueKey: read().id, signal: this.#abort.signal }
  }
}
