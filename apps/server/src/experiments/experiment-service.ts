import {
  AppError,
  type CellChoice,
  type CellRating,
  type Experiment,
  type ExperimentCell,
  type ExperimentRequest,
  type ExperimentScorer,
  type ExperimentSummary,
  experimentScorersSchema,
  type GridQuery,
  type GridRow,
  type GridWindow,
  type RouteQuery,
  type Routes,
} from '@trialogue/contract'
import type { Engine, Log } from '@trialogue/inference'
import type { Store, StoredExperiment, WindowRow } from '@trialogue/store'
import type { Clock } from '../runs/clock.ts'
import type { EventFeed } from '../runs/event-feed.ts'
import { checkPromptVersion } from '../services/check-prompt-version.ts'
import type { PromptLossService } from '../services/prompt-loss-service.ts'
import { checkAsked, checkRequest } from './check-request.ts'
import { describeExperiment } from './describe-experiment.ts'
import { ExperimentDriver } from './experiment-driver.ts'
import { ExperimentWatchers } from './experiment-watchers.ts'
import { type CasePlaces, readItem } from './plan-cell.ts'

export interface ExperimentServiceOptions {
  readonly store: Store
  readonly engine: Engine
  readonly losses: PromptLossService
  readonly clock: Clock
  readonly log: Log
}

interface Active {
  /** As it is now. */
  experiment: StoredExperiment
  readonly driver: ExperimentDriver
  readonly ended: Promise<void>
}

/** The others wait for one of them to end. */
const maxActive = 2
/** How long the end of the server waits for cells under way to be given back. */
const closePatienceMs = 5_000
const previewCharacters = 200

/** Makes experiments, drives those that are to run, and reads them. What is asked for by an id throws NOT_FOUND. */
export class ExperimentService {
  readonly #options: ExperimentServiceOptions
  readonly #active = new Map<string, Active>()
  readonly #watchers: ExperimentWatchers
  #isClosing = false
  #starting: Promise<void> = Promise.resolve()

  constructor(options: ExperimentServiceOptions) {
    const { clock, log, store } = options
    this.#options = options
    this.#watchers = new ExperimentWatchers({
      clock,
      readExperiment: (id) => this.get(id),
      readCells: async (id, numbers) => store.experiments.readCells(await store.experiments.get(id), numbers),
      onError: (error) => log.error({ err: error }, 'Readers of an experiment could not be told'),
    })
  }

  /** For the start of a server: goes on with what the one before left. */
  async takeUp(): Promise<void> {
    await this.#options.store.experiments.takeUp()
    this.#startNext()
  }

  /** For its end: gives cells under way back. */
  async close(): Promise<void> {
    this.#isClosing = true
    await this.#starting
    const ended = [...this.#active.values()].map(({ driver, ended: end }) => {
      driver.abort()
      return end
    })
    let cancel = () => {}
    const limit = new Promise<void>((resolve) => {
      cancel = this.#options.clock.after(closePatienceMs, resolve)
    })
    await Promise.race([Promise.allSettled(ended), limit])
    cancel()
    this.#watchers.close()
  }

  /** Nothing is begun when it throws: UNFILLED_VARIABLE, INVALID_REQUEST and what `checkRequest` names. */
  async create(request: ExperimentRequest): Promise<Experiment> {
    const { store, engine } = this.#options
    const version = await store.datasets.getVersion(request.datasetId, request.datasetVersion)
    const checked = await checkRequest(request, version, await engine.listModels())
    for (const { body, promptVersion } of [checked, ...checked.variants]) {
      if (body !== null) await checkPromptVersion(store, { promptId: checked.promptId, promptVersion, body })
    }
    const { id } = await store.experiments.create(checked)
    this.#startNext()
    return this.get(id)
  }

  async get(id: string): Promise<Experiment> {
    return this.#describe(await this.#options.store.experiments.get(id))
  }

  async list(query: RouteQuery<Routes['listExperiments']>) {
    const page = await this.#options.store.experiments.list(query)
    const items: ExperimentSummary[] = []
    for (const stored of page.items) {
      const { setup, scorers, ...shown } = await this.#describe(stored)
      const { promptId, promptVersion, datasetId, datasetVersion } = setup
      const variants = setup.variants.map(({ body: _, ...variant }) => variant)
      items.push({
        ...shown,
        ...{ promptId, promptVersion, datasetId, datasetVersion, variants },
        scorerNames: scorers.map(({ name }) => name),
      })
    }
    return { ...page, items }
  }

  async rename(id: string, name: string): Promise<Experiment> {
    await this.#options.store.experiments.rename(id, name)
    return this.#changed(id)
  }

  /** One that has ended stays as it is. */
  async pause(id: string): Promise<Experiment> {
    const { finishedAt } = await this.#options.store.experiments.get(id)
    if (finishedAt !== null) return this.get(id)
    await this.#options.store.experiments.setIntent(id, 'paused')
    this.#active.get(id)?.driver.stop()
    return this.#changed(id)
  }

  async resume(id: string): Promise<Experiment> {
    const { experiments } = this.#options.store
    const stored = await experiments.get(id)
    if (stored.intent === 'run') return this.get(id)
    await experiments.setIntent(id, 'run')
    await experiments.setFinished(id, null)
    await this.#active.get(id)?.ended
    this.#startNext()
    return this.#changed(id)
  }

  async cancel(id: string): Promise<Experiment> {
    const { store, clock } = this.#options
    const { finishedAt } = await store.experiments.get(id)
    if (finishedAt !== null) return this.get(id)
    await store.experiments.setIntent(id, 'cancelled')
    const active = this.#active.get(id)
    active?.driver.abort()
    await active?.ended
    await store.experiments.setFinished(id, clock.now())
    return this.#changed(id)
  }

  async runCells(id: string, choice: CellChoice): Promise<Experiment> {
    const { experiments } = this.#options.store
    await experiments.requeue(await experiments.get(id), choice)
    return this.#goOn(id)
  }

  async addScorers(id: string, added: readonly ExperimentScorer[]): Promise<Experiment> {
    const { experiments } = this.#options.store
    const stored = await experiments.get(id)
    for (const scorer of added) await checkAsked(scorer, stored.setup)
    const names = new Set(added.map(({ name }) => name))
    const scorers = [...stored.scorers.filter(({ name }) => !names.has(name)), ...added]
    const checked = experimentScorersSchema.safeParse(scorers)
    if (!checked.success) throw new AppError('INVALID_REQUEST', 'An experiment may have up to 20 scorers.')
    await experiments.setScorers(stored, scorers)
    return this.#goOn(id)
  }

  async removeScorer(id: string, name: string): Promise<Experiment> {
    const { experiments } = this.#options.store
    const stored = await experiments.get(id)
    const scorers = stored.scorers.filter((scorer) => scorer.name !== name)
    if (scorers.length === stored.scorers.length) {
      throw new AppError('NOT_FOUND', `The experiment has no scorer "${name}".`, {
        details: { noun: 'scorer', name },
      })
    }
    await experiments.setScorers(stored, scorers)
    return this.#goOn(id)
  }

  async readWindow(id: string, query: GridQuery): Promise<GridWindow> {
    const { experiments } = this.#options.store
    const stored = await experiments.get(id)
    const { items, total } = await experiments.readWindow(stored, query)
    const places = await this.#placesOf(stored)
    return { items: items.map((row) => toGridRow(stored, places, row)), total, revision: stored.revision }
  }

  async readCell(id: string, number: number): Promise<ExperimentCell> {
    const { experiments, runs } = this.#options.store
    const stored = await experiments.get(id)
    const record = await experiments.readCellRecord(stored, number)
    const [cell] = await experiments.readCells(stored, [number])
    const [row] = cell === undefined ? [] : await experiments.readItems(stored, [cell.itemIndex])
    if (cell === undefined || row === undefined) throw new AppError('NOT_FOUND', 'There is no such cell.')
    const generation = record.runId === null ? null : (await runs.get(record.runId)).generations[0]
    return {
      ...record,
      cell,
      item: readItem(stored, await this.#placesOf(stored), row.texts),
      generation: generation ?? null,
    }
  }

  /** Throws CONFLICT for a cell that is not done. */
  async rate(id: string, number: number, rating: Omit<CellRating, 'ratedAt'>): Promise<ExperimentCell> {
    const { store, clock } = this.#options
    const isEmpty = rating.value === null && rating.comment === ''
    await store.experiments.rate(
      await store.experiments.get(id),
      number,
      isEmpty ? null : { ...rating, ratedAt: clock.now() },
    )
    this.#watchers.tell(id, [number])
    return this.readCell(id, number)
  }

  /** What changes, from now on until the reader leaves. */
  openEvents(id: string): Promise<EventFeed> {
    return this.#watchers.open(id)
  }

  /** Where the texts of its cases are. */
  async #placesOf({ setup }: StoredExperiment): Promise<CasePlaces> {
    const { columns } = await this.#options.store.datasets.getVersion(setup.datasetId, setup.datasetVersion)
    const ids = new Map(columns.map(({ id, name }) => [name, id]))
    return { idOf: (column) => ids.get(column) ?? -1 }
  }

  /** More is to be done: by the driver under way, or by a new one. A paused one waits. */
  async #goOn(id: string): Promise<Experiment> {
    const { experiments } = this.#options.store
    const active = this.#active.get(id)
    if (active !== undefined) active.experiment = await experiments.get(id)
    else this.#startNext()
    return this.#changed(id)
  }

  #changed(id: string): Promise<Experiment> {
    this.#watchers.tell(id, 'many')
    return this.get(id)
  }

  #startNext(): void {
    this.#starting = this.#starting
      .then(() => this.#start())
      .catch((error: unknown) => {
        this.#options.log.error({ err: error }, 'Experiments could not be started')
      })
  }

  /** Starts those that wait, oldest first, as far as there is room. */
  async #start(): Promise<void> {
    const waiting = await this.#options.store.experiments.listWaiting()
    for (const experiment of waiting) {
      if (this.#isClosing || this.#active.size >= maxActive) return
      if (this.#active.has(experiment.id)) continue
      this.#drive(experiment, await this.#placesOf(experiment))
      this.#watchers.tell(experiment.id, [])
    }
  }

  #drive(experiment: StoredExperiment, places: CasePlaces): void {
    const { store, clock, log } = this.#options
    const { id } = experiment
    const driver = new ExperimentDriver({
      ...this.#options,
      places,
      read: () => this.#active.get(id)?.experiment ?? experiment,
      report: (numbers) => this.#watchers.tell(id, numbers),
    })
    const work = async () => {
      try {
        if (await driver.drive()) await store.experiments.finishIfDone(id, clock.now())
      } catch (error) {
        log.error({ err: error, experimentId: id }, 'An experiment could not be brought to its end')
        await store.experiments.setIntent(id, 'paused').catch(() => {})
      }
    }
    const ended = Promise.resolve()
      .then(work)
      .finally(() => {
        this.#active.delete(id)
        this.#watchers.tell(id, 'many')
        if (!this.#isClosing) this.#startNext()
      })
    this.#active.set(id, { experiment, driver, ended })
  }

  async #describe(stored: StoredExperiment): Promise<Experiment> {
    const { experiments } = this.#options.store
    const active = this.#active.get(stored.id)
    const counts = await experiments.countCells(stored)
    const costs = await experiments.readCosts(stored)
    return describeExperiment(stored, { counts, costs, pace: active?.driver.pace ?? null })
  }
}

function toGridRow(stored: StoredExperiment, places: CasePlaces, row: WindowRow): GridRow {
  const { values, reference } = readItem(stored, places, row.texts)
  const preview = (text: string) =>
    [...text.slice(0, previewCharacters * 2)].slice(0, previewCharacters).join('')
  const { itemIndex, rowId, isSynthetic, slice, cells } = row
  return {
    ...{ itemIndex, rowId, isSynthetic, slice },
    values: values.map(({ name, value }) => ({ name, preview: preview(value) })),
    reference: reference === null ? null : preview(reference),
    cells: [...cells],
  }
}
