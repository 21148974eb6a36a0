import {
  AppError,
  type CellChoice,
  type CellRating,
  type ExperimentRequest,
  type ExperimentScorer,
  experimentLimits,
  type GridCell,
  type Score,
  scoreSchema,
} from '@trialogue/contract'
import { type Kysely, sql } from 'kysely'
import { cutPage, formatTimeCursor, type Page, type PageQuery, parseTimeCursor } from '../page.ts'
import type { Schema } from '../schema.ts'
import {
  addScores,
  type ClaimedCell,
  claimCells,
  dropScores,
  type FinishedCell,
  finishCell,
  isUnderWay,
  readScorerNames,
  readUnscored,
  requeueCells,
  setStates,
  type UnscoredCell,
} from './experiment-cells.ts'
import {
  type CaseScore,
  type CellCounts,
  type CellFigures,
  countCells,
  readCaseScores,
  readCellFigures,
  readCosts,
  type VariantCost,
} from './experiment-figures.ts'
import {
  insertExperiment,
  readExperiment,
  type StoredExperiment,
  selectExperiments,
  toStored,
  touchExperiment,
} from './experiment-rows.ts'
import {
  readGridCells,
  readItems,
  readWindow,
  type WindowQuery,
  type WindowRow,
} from './experiment-windows.ts'
import { insertCellRun } from './run-of-cell.ts'

/**
 * Prompts over data sets. What is asked for by an id throws NOT_FOUND; where an experiment is handed in, it was read
 * before.
 */
export interface ExperimentRepository {
  /** Throws NOT_FOUND for the data set or the prompt, INVALID_REQUEST for no cases or too many cells. */
  create(request: ExperimentRequest): Promise<StoredExperiment>
  get(id: string): Promise<StoredExperiment>
  list(
    query: PageQuery & { readonly datasetId?: string | undefined; readonly promptId?: string | undefined },
  ): Promise<Page<StoredExperiment>>
  /** For the start of a server: cells that the one before had under way are to be made again. */
  takeUp(): Promise<void>
  /** Those that are to go on, oldest first. */
  listWaiting(): Promise<StoredExperiment[]>
  rename(id: string, name: string): Promise<void>
  setIntent(id: string, intent: StoredExperiment['intent']): Promise<void>
  /** Unless something is left to be made or scored. */
  finishIfDone(id: string, finishedAt: number): Promise<void>
  /** Null takes the end back. */
  setFinished(id: string, finishedAt: number | null): Promise<void>
  /** Takes the next cells of some variants: they are `running` from then on. */
  claim(
    experiment: StoredExperiment,
    variantIndexes: readonly number[],
    limit: number,
  ): Promise<ClaimedCell[]>
  /** Gives cells back that were not made. */
  release(experiment: StoredExperiment, numbers: readonly number[]): Promise<void>
  /** Writes what became of cells with their runs, each cell once: one that is not under way is left as it is. */
  finish(experiment: StoredExperiment, cells: readonly FinishedCell[]): Promise<void>
  requeue(experiment: StoredExperiment, choice: CellChoice): Promise<void>
  readUnscored(experiment: StoredExperiment, limit: number): Promise<UnscoredCell[]>
  addScores(
    experiment: StoredExperiment,
    cells: readonly { number: number; runId: string; scores: readonly Score[] }[],
  ): Promise<void>
  /** Drops the scores of those that are new or gone. */
  setScorers(experiment: StoredExperiment, scorers: readonly ExperimentScorer[]): Promise<void>
  /** Null takes it away. Throws CONFLICT for a cell that is not done. */
  rate(experiment: StoredExperiment, cellNumber: number, rating: CellRating | null): Promise<void>
  readWindow(experiment: StoredExperiment, query: WindowQuery): Promise<{ items: WindowRow[]; total: number }>
  readItems(experiment: StoredExperiment, indexes: readonly number[]): Promise<WindowRow[]>
  readCells(experiment: StoredExperiment, numbers: readonly number[]): Promise<GridCell[]>
  /** What is kept of a cell besides what the grid shows. Throws NOT_FOUND. */
  readCellRecord(
    experiment: StoredExperiment,
    cellNumber: number,
  ): Promise<{ runId: string | null; scores: Score[]; rating: CellRating | null }>
  countCells(experiment: StoredExperiment): Promise<CellCounts>
  readCosts(experiment: StoredExperiment): Promise<VariantCost[]>
  readCellFigures(experiment: StoredExperiment): Promise<CellFigures[]>
  readCaseScores(
    experiment: StoredExperiment,
    only?: { readonly name?: string; readonly variantIndex?: number },
  ): Promise<CaseScore[]>
}

export function createExperimentRepository(queries: Kysely<Schema>, now: () => number): ExperimentRepository {
  return {
    ...keepExperiments(queries, now),
    ...changeCells(queries),
    ...changeScores(queries),
    ...readFigures(queries),
  }
}

type Part<Name extends keyof ExperimentRepository> = Pick<ExperimentRepository, Name>

function keepExperiments(
  queries: Kysely<Schema>,
  now: () => number,
): Part<
  | 'create'
  | 'get'
  | 'list'
  | 'takeUp'
  | 'listWaiting'
  | 'rename'
  | 'setIntent'
  | 'finishIfDone'
  | 'setFinished'
> {
  return {
    async create(request) {
      const id = await queries
        .transaction()
        .execute((transaction) => insertExperiment(transaction, request, experimentLimits.cells, now()))
      return readExperiment(queries, id)
    },
    get: (id) => readExperiment(queries, id),
    list: (query) => listExperiments(queries, query),

    async takeUp() {
      await queries
        .updateTable('experiment_cells')
        .set({ state: 'pending' })
        .where('state', '=', 'running')
        .where('experiment_number', 'in', (eb) => eb.selectFrom('experiments').select('number'))
        .execute()
    },
    async listWaiting() {
      const rows = await selectExperiments(queries)
        .where('finished_at', 'is', null)
        .where('intent', '=', 'run')
        .orderBy('experiments.number')
        .execute()
      return rows.map(toStored)
    },

    async rename(id, name) {
      const { number } = await readExperiment(queries, id)
      await queries.updateTable('experiments').set({ name }).where('number', '=', number).execute()
      await touchExperiment(queries, number)
    },
    async setIntent(id, intent) {
      const { number } = await readExperiment(queries, id)
      await touchExperiment(queries, number, { intent })
    },
    async finishIfDone(id, finishedAt) {
      const { number } = await readExperiment(queries, id)
      await queries
        .updateTable('experiments')
        .set(({ eb }) => ({ finished_at: finishedAt, revision: eb('revision', '+', 1) }))
        .where('number', '=', number)
        .where(isDone(number))
        .execute()
    },
    async setFinished(id, finishedAt) {
      const { number } = await readExperiment(queries, id)
      await touchExperiment(queries, number, { finished_at: finishedAt })
    },
  }
}

function changeCells(queries: Kysely<Schema>): Part<'claim' | 'release' | 'finish' | 'requeue'> {
  const within = <Result>(work: (transaction: Kysely<Schema>) => Promise<Result>) =>
    queries.transaction().execute(work)
  return {
    claim: ({ number }, variantIndexes, limit) =>
      within((transaction) => claimCells(transaction, number, variantIndexes, limit)),
    release: ({ number }, numbers) => setStates(queries, number, numbers, 'pending'),

    finish: ({ number }, cells) =>
      within(async (transaction) => {
        const names = await readScorerNames(transaction, number)
        for (const cell of cells) {
          if (!(await isUnderWay(transaction, number, cell.number))) continue
          await insertCellRun(transaction, number, cell.run)
          await finishCell(transaction, number, cell, names)
        }
        await touchExperiment(transaction, number)
      }),

    requeue: ({ number }, choice) => within((transaction) => requeueCells(transaction, number, choice)),
  }
}

function changeScores(queries: Kysely<Schema>): Part<'readUnscored' | 'addScores' | 'setScorers' | 'rate'> {
  const within = <Result>(work: (transaction: Kysely<Schema>) => Promise<Result>) =>
    queries.transaction().execute(work)
  return {
    readUnscored: ({ number }, limit) => readUnscored(queries, number, limit),

    addScores: ({ number }, cells) =>
      within(async (transaction) => {
        for (const cell of cells) await addScores(transaction, number, cell)
        await touchExperiment(transaction, number)
      }),

    setScorers: (experiment, scorers) =>
      within(async (transaction) => {
        const { number } = experiment
        const kept = new Set(
          scorers.filter((scorer) => experiment.scorers.some((one) => isSame(one, scorer))),
        )
        const changed = [
          ...scorers.filter((scorer) => !kept.has(scorer)),
          ...experiment.scorers.filter(({ name }) => !scorers.some((scorer) => scorer.name === name)),
        ]
        await transaction
          .updateTable('experiments')
          .set({ scorers: JSON.stringify(scorers) })
          .where('number', '=', number)
          .execute()
        if (changed.length > 0) {
          await dropScores(
            transaction,
            number,
            changed.map(({ name }) => name),
          )
        }
        await touchExperiment(transaction, number, { finished_at: null })
      }),

    rate: (experiment, cellNumber, rating) =>
      within(async (transaction) => {
        const { numUpdatedRows } = await transaction
          .updateTable('experiment_cells')
          .set({
            rating: rating?.value ?? null,
            comment: rating?.comment ?? null,
            rated_at: rating?.ratedAt ?? null,
          })
          .where('experiment_number', '=', experiment.number)
          .where('number', '=', cellNumber)
          .where('state', '=', 'done')
          .executeTakeFirst()
        if (numUpdatedRows === 0n) {
          throw new AppError('CONFLICT', 'This cell has no output to be rated (yet).', {
            details: { cell: cellNumber },
          })
        }
        await touchExperiment(transaction, experiment.number)
      }),
  }
}

function readFigures(
  queries: Kysely<Schema>,
): Part<
  | 'readWindow'
  | 'readItems'
  | 'readCells'
  | 'readCellRecord'
  | 'countCells'
  | 'readCosts'
  | 'readCellFigures'
  | 'readCaseScores'
> {
  return {
    readWindow: (experiment, query) => readWindow(queries, experiment, query),
    readItems: (experiment, indexes) => readItems(queries, experiment, indexes),
    readCells: (experiment, numbers) => readGridCells(queries, experiment, numbers),
    readCellRecord: ({ number }, cellNumber) => readCellRecord(queries, number, cellNumber),
    countCells: ({ number }) => countCells(queries, number),
    readCosts: ({ number }) => readCosts(queries, number),
    readCellFigures: ({ number }) => readCellFigures(queries, number),
    readCaseScores: ({ number }, only) => readCaseScores(queries, number, only),
  }
}

/** Whether nothing is left to be made or scored. */
function isDone(number: number) {
  return sql<boolean>`not exists (
    select 1 from experiment_cells where experiment_number = ${number}
      and (state in ('pending', 'running') or (state = 'done' and is_scored = 0))
  )`
}

function isSame(one: ExperimentScorer, other: ExperimentScorer): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

async function readCellRecord(queries: Kysely<Schema>, experimentNumber: number, cellNumber: number) {
  const row = await queries
    .selectFrom('experiment_cells')
    .where('experiment_number', '=', experimentNumber)
    .where('number', '=', cellNumber)
    .select(['run_id', 'rating', 'comment', 'rated_at'])
    .executeTakeFirst()
  if (row === undefined) {
    throw new AppError('NOT_FOUND', 'The experiment has no such cell. Load the grid again.', {
      details: { noun: 'cell', number: cellNumber },
    })
  }
  const scores = await queries
    .selectFrom('experiment_scores')
    .where('experiment_number', '=', experimentNumber)
    .where('cell_number', '=', cellNumber)
    .select('score')
    .execute()
  const { run_id, rating, comment, rated_at } = row
  return {
    runId: run_id,
    scores: scores.map(({ score }) => scoreSchema.parse(JSON.parse(score))),
    rating: rated_at === null ? null : { value: rating, comment: comment ?? '', ratedAt: rated_at },
  }
}

async function listExperiments(
  queries: Kysely<Schema>,
  { limit, cursor, datasetId, promptId }: Parameters<ExperimentRepository['list']>[0],
): Promise<Page<StoredExperiment>> {
  const after = parseTimeCursor(cursor)
  let query = selectExperiments(queries)
  if (datasetId !== undefined) query = query.where('datasets.id', '=', datasetId)
  if (promptId !== undefined) query = query.where('experiments.prompt_id', '=', promptId)
  if (after !== null) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('experiments.created_at', 'experiments.id'), '<', tuple(after.timeMs, after.id)),
    )
  }
  const rows = await query
    .orderBy('experiments.created_at', 'desc')
    .orderBy('experiments.id', 'desc')
    .limit(limit + 1)
    .execute()
  return cutPage(rows, limit, toStored, ({ created_at, id }) => formatTimeCursor({ timeMs: created_at, id }))
}
