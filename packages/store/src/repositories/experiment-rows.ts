import {
  AppError,
  type ExperimentRequest,
  type ExperimentScorer,
  type ExperimentSetup,
  experimentScorerSchema,
  experimentSetupSchema,
  type RowChoice,
} from '@trialogue/contract'
import type { Kysely, Selectable } from 'kysely'
import { v7 } from 'uuid'
import type { ExperimentTable, Schema } from '../schema.ts'
import { requireDataset } from './dataset-repository.ts'
import { readAllRows, type StoredRow } from './dataset-rows.ts'
import { readVersion } from './dataset-versions.ts'
import { requirePrompt } from './prompt-repository.ts'

/** An experiment as it is kept; what it has come to is counted from its cells. */
export interface StoredExperiment {
  readonly id: string
  /** Names it in other tables. */
  readonly number: number
  readonly name: string
  readonly intent: ExperimentTable['intent']
  readonly setup: ExperimentSetup
  readonly scorers: readonly ExperimentScorer[]
  readonly datasetName: string
  readonly itemCount: number
  readonly revision: number
  readonly createdAt: number
  readonly finishedAt: number | null
}

/** Rows per INSERT, far below SQLite's limit of 32 766 values in one statement. */
const rowsPerInsert = 1_000

/**
 * Writes an experiment with all of its cells, to be made. Throws NOT_FOUND, and INVALID_REQUEST where it has no case or
 * more cells than `cellLimit`.
 */
export async function insertExperiment(
  queries: Kysely<Schema>,
  request: ExperimentRequest,
  cellLimit: number,
  createdAt: number,
): Promise<string> {
  const { name, scorers, isPaused, ...setup } = request
  const dataset = await requireDataset(queries, setup.datasetId)
  const { columns } = await readVersion(queries, dataset, setup.datasetVersion)
  if (setup.promptId !== null) await requirePrompt(queries, setup.promptId)
  const experiment = await queries
    .insertInto('experiments')
    .values({
      id: v7(),
      name,
      intent: isPaused ? 'paused' : 'run',
      prompt_id: setup.promptId,
      dataset_number: dataset.number,
      setup: JSON.stringify(setup),
      scorers: JSON.stringify(scorers),
      item_count: 0,
      revision: 0,
      created_at: createdAt,
      finished_at: null,
    })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow()
  const version = { datasetNumber: dataset.number, number: setup.datasetVersion, columns }
  const slice = columns.findIndex(({ name: column }) => column === setup.sliceColumn)
  const isChosen = chooseRows(setup.rows)
  const perItem = setup.variants.length * setup.samples
  let count = 0
  for await (const batch of readAllRows(queries, version)) {
    const rows = batch.filter(isChosen)
    if ((count + rows.length) * perItem > cellLimit) throw tooMany(cellLimit)
    await insertItems(queries, { number: experiment.number, setup, slice, from: count, rows })
    count += rows.length
  }
  if (count === 0) {
    throw new AppError('INVALID_REQUEST', 'No case is chosen. Choose rows that the data set has.', {
      details: { field: 'rows' },
    })
  }
  await queries
    .updateTable('experiments')
    .set({ item_count: count })
    .where('number', '=', experiment.number)
    .execute()
  return experiment.id
}

interface NewItems {
  readonly number: number
  readonly setup: Pick<ExperimentSetup, 'variants' | 'samples'>
  /** Place of the slice column; -1 for none. */
  readonly slice: number
  /** Index of the first one. */
  readonly from: number
  readonly rows: readonly StoredRow[]
}

async function insertItems(queries: Kysely<Schema>, { number, setup, slice, from, rows }: NewItems) {
  const items = rows.map((row, index) => ({
    experiment_number: number,
    item_index: from + index,
    row_number: row.revision,
    slice: slice === -1 ? null : (row.cells[slice] ?? '').slice(0, 200),
  }))
  const perItem = setup.variants.length * setup.samples
  const cells = items.flatMap(({ item_index }) =>
    Array.from({ length: perItem }, (_, place) => ({
      experiment_number: number,
      number: item_index * perItem + place,
      item_index,
      variant_index: Math.floor(place / setup.samples),
      sample_index: place % setup.samples,
      state: 'pending' as const,
      is_scored: 0,
      is_failing: 0,
    })),
  )
  if (items.length > 0) await queries.insertInto('experiment_items').values(items).execute()
  for (let start = 0; start < cells.length; start += rowsPerInsert) {
    await queries
      .insertInto('experiment_cells')
      .values(cells.slice(start, start + rowsPerInsert))
      .execute()
  }
}

/** Whether a row is wanted; asked for each in turn. */
function chooseRows(choice: RowChoice): (row: StoredRow) => boolean {
  switch (choice.which) {
    case 'all':
      return () => true
    case 'first': {
      let left = choice.count
      return () => left-- > 0
    }
    case 'chosen': {
      const ids = new Set(choice.rowIds)
      return ({ id }) => ids.has(id)
    }
    default:
      return choice satisfies never
  }
}

/** Throws NOT_FOUND. */
export async function readExperiment(queries: Kysely<Schema>, id: string): Promise<StoredExperiment> {
  const row = await selectExperiments(queries).where('experiments.id', '=', id).executeTakeFirst()
  if (row !== undefined) return toStored(row)
  throw new AppError('NOT_FOUND', 'There is no such experiment. Choose one of the list.', {
    details: { noun: 'experiment', id },
  })
}

export function selectExperiments(queries: Kysely<Schema>) {
  return queries
    .selectFrom('experiments')
    .innerJoin('datasets', 'datasets.number', 'experiments.dataset_number')
    .selectAll('experiments')
    .select('datasets.name as dataset_name')
}

export function toStored(
  row: Selectable<ExperimentTable> & { readonly dataset_name: string },
): StoredExperiment {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    intent: row.intent,
    setup: experimentSetupSchema.parse(JSON.parse(row.setup)),
    scorers: experimentScorerSchema.array().parse(JSON.parse(row.scorers)),
    datasetName: row.dataset_name,
    itemCount: row.item_count,
    revision: row.revision,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}

/** Says that something of an experiment has changed. */
export async function touchExperiment(
  queries: Kysely<Schema>,
  number: number,
  columns: { readonly finished_at?: number | null; readonly intent?: ExperimentTable['intent'] } = {},
): Promise<void> {
  await queries
    .updateTable('experiments')
    .set(({ eb }) => ({ revision: eb('revision', '+', 1), ...columns }))
    .where('number', '=', number)
    .execute()
}

function tooMany(limit: number): AppError {
  return new AppError(
    'INVALID_REQUEST',
    `This experiment would have more than ${limit} cells. Take fewer cases, variants or samples.`,
    { details: { limit } },
  )
}
