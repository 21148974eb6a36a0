import {
  type GridCell,
  type GridFilter,
  gridCellSchema,
  type ScoreMark,
  scoreMarkSchema,
} from '@trialogue/contract'
import { type Kysely, type Selectable, sql } from 'kysely'
import type { ExperimentCellTable, Schema } from '../schema.ts'
import { readCells } from './dataset-rows.ts'
import type { StoredExperiment } from './experiment-rows.ts'

/** One case of a window: its row, and its cells by variant and sample. */
export interface WindowRow {
  readonly itemIndex: number
  readonly rowId: number
  readonly isSynthetic: boolean
  /** By the ids of the columns. */
  readonly texts: readonly string[]
  readonly slice: string | null
  readonly cells: readonly GridCell[]
}

export interface WindowQuery {
  readonly offset: number
  readonly limit: number
  readonly filter: GridFilter
  readonly slice?: string | undefined
}

/** Of all cells, how many are not slow. */
const quickShare = 0.95

/** The cases that meet the filters, those of one window, and how many there are in all. */
export async function readWindow(
  queries: Kysely<Schema>,
  experiment: StoredExperiment,
  { offset, limit, filter, slice }: WindowQuery,
): Promise<{ items: WindowRow[]; total: number }> {
  const condition = await readCondition(queries, experiment.number, filter)
  const inSlice = slice === undefined ? sql`1` : sql`item.slice = ${slice}`
  const { rows } = await sql<{ item_index: number; total: number }>`
    select item_index, count(*) over () as total from experiment_items as item
    where item.experiment_number = ${experiment.number} and ${inSlice} and ${condition}
    order by item_index limit ${limit} offset ${offset}`.execute(queries)
  const [first] = rows
  if (first === undefined) {
    const { rows: counted } = await sql<{ total: number }>`
      select count(*) as total from experiment_items as item
      where item.experiment_number = ${experiment.number} and ${inSlice} and ${condition}`.execute(queries)
    return { items: [], total: counted[0]?.total ?? 0 }
  }
  const indexes = rows.map(({ item_index }) => item_index)
  return { items: await readItems(queries, experiment, indexes), total: first.total }
}

/** Cases by their indexes, in that order. */
export async function readItems(
  queries: Kysely<Schema>,
  experiment: StoredExperiment,
  indexes: readonly number[],
): Promise<WindowRow[]> {
  const { setup, number } = experiment
  const perItem = setup.variants.length * setup.samples
  const numbers = indexes.flatMap((index) =>
    Array.from({ length: perItem }, (_, place) => index * perItem + place),
  )
  const cells = Map.groupBy(await readGridCells(queries, experiment, numbers), ({ itemIndex }) => itemIndex)
  const rows = await queries
    .selectFrom('experiment_items as item')
    .innerJoin('dataset_rows as row', 'row.number', 'item.row_number')
    .where('item.experiment_number', '=', number)
    .where('item.item_index', 'in', indexes)
    .select(['item.item_index', 'item.slice', 'row.row_id', 'row.is_synthetic', 'row.cells'])
    .execute()
  const byIndex = new Map(rows.map((row) => [row.item_index, row]))
  return indexes.flatMap((index) => {
    const row = byIndex.get(index)
    if (row === undefined) return []
    return {
      itemIndex: index,
      rowId: row.row_id,
      isSynthetic: row.is_synthetic === 1,
      texts: readCells(row.cells),
      slice: row.slice,
      cells: cells.get(index) ?? [],
    }
  })
}

/** Cells by their numbers, in the order of these; numbers that are none are left out. */
export async function readGridCells(
  queries: Kysely<Schema>,
  { number, setup, scorers }: StoredExperiment,
  numbers: readonly number[],
): Promise<GridCell[]> {
  if (numbers.length === 0) return []
  const rows = await queries
    .selectFrom('experiment_cells')
    .selectAll()
    .where('experiment_number', '=', number)
    .where('number', 'in', numbers)
    .orderBy('number')
    .execute()
  const scores = await queries
    .selectFrom('experiment_scores')
    .where('experiment_number', '=', number)
    .where('cell_number', 'in', numbers)
    .select(['cell_number', 'score'])
    .execute()
  const marks = Map.groupBy(scores, ({ cell_number }) => cell_number)
  const order = new Map(scorers.map(({ name }, index) => [name, index]))
  return rows.map((row) => ({
    number: row.number,
    itemIndex: row.item_index,
    variantId: setup.variants[row.variant_index]?.id ?? '',
    sampleIndex: row.sample_index,
    ...toOutcome(row),
    scores: (marks.get(row.number) ?? [])
      .map(({ score }) => toMark(score))
      .sort((one, other) => (order.get(one.name) ?? 0) - (order.get(other.name) ?? 0)),
  }))
}

const markSchema = scoreMarkSchema.strip()

function toMark(json: string): ScoreMark {
  return markSchema.parse(JSON.parse(json))
}

function toOutcome(row: Selectable<ExperimentCellTable>) {
  const { rating, comment } = row
  return {
    state: row.state,
    preview: row.preview,
    hasAnswer: row.has_answer === null ? null : row.has_answer === 1,
    finishReason: gridCellSchema.shape.finishReason.parse(row.finish_reason),
    errorCode: row.error_code,
    latencyMs: row.latency_ms,
    promptTokens: row.prompt_tokens,
    completionTokens: row.completion_tokens,
    rating: rating === null && comment === null ? null : { value: rating, comment: comment ?? '' },
  }
}

/** What an item must meet. */
async function readCondition(queries: Kysely<Schema>, number: number, filter: GridFilter) {
  const some = (condition: ReturnType<typeof sql>) => sql`exists (
    select 1 from experiment_cells as cell
    where cell.experiment_number = ${number} and cell.item_index = item.item_index and ${condition}
  )`
  switch (filter) {
    case 'all':
      return sql`1`
    case 'failed':
      return some(sql`cell.is_failing = 1`)
    case 'unrated':
      return some(sql`cell.state = 'done' and cell.rating is null`)
    case 'different':
      return some(
        sql`cell.state = 'done' group by cell.sample_index having count(distinct cell.answer_sha256) > 1`,
      )
    case 'slow': {
      const least = await readSlowest(queries, number)
      // Read once, by the index of times: asked for each case, it would be gone through as often as there are cases.
      return sql`item.item_index in (
        select item_index from experiment_cells where experiment_number = ${number} and latency_ms >= ${least}
      )`
    }
    default:
      return filter satisfies never
  }
}

async function readSlowest(queries: Kysely<Schema>, number: number): Promise<number | null> {
  const { rows } = await sql<{ latency_ms: number }>`
    select latency_ms from experiment_cells
    where experiment_number = ${number} and latency_ms is not null
    order by latency_ms limit 1 offset (
      select cast(count(latency_ms) * ${quickShare} as integer) from experiment_cells
      where experiment_number = ${number} and latency_ms is not null
    )`.execute(queries)
  return rows[0]?.latency_ms ?? null
}
