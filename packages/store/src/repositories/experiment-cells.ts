import {
  type CellChoice,
  type CellState,
  experimentScorerSchema,
  type FinishReason,
  type Run,
  type Score,
} from '@trialogue/contract'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'
import { readCells } from './dataset-rows.ts'
import { touchExperiment } from './experiment-rows.ts'

/** A cell to be made: who is asked, and the texts of its row by the ids of the columns. */
export interface ClaimedCell {
  readonly number: number
  readonly itemIndex: number
  readonly variantIndex: number
  readonly sampleIndex: number
  readonly texts: readonly string[]
}

/** What became of a cell. */
export interface FinishedCell {
  readonly number: number
  readonly state: Extract<CellState, 'done' | 'failed'>
  /** Holds the generation. */
  readonly run: Run
  readonly preview: string | null
  readonly hasAnswer: boolean
  readonly answerSha256: string | null
  readonly finishReason: FinishReason | null
  readonly errorCode: string | null
  readonly latencyMs: number | null
  readonly promptTokens: number | null
  readonly completionTokens: number | null
  readonly cost: { readonly amount: number; readonly currency: string } | null
  /** Of the scorers that need nobody else; the others come later. */
  readonly scores: readonly Score[]
}

/** Ids in one question, far below SQLite's limit of 32 766 values in one statement. */
const numbersPerQuery = 5_000

/** Takes the next cells of some variants, which are `running` from then on. */
export async function claimCells(
  queries: Kysely<Schema>,
  experimentNumber: number,
  variantIndexes: readonly number[],
  limit: number,
): Promise<ClaimedCell[]> {
  const rows = await queries
    .selectFrom('experiment_cells as cell')
    .innerJoin('experiment_items as item', (join) =>
      join
        .onRef('item.experiment_number', '=', 'cell.experiment_number')
        .onRef('item.item_index', '=', 'cell.item_index'),
    )
    .innerJoin('dataset_rows as row', 'row.number', 'item.row_number')
    .where('cell.experiment_number', '=', experimentNumber)
    .where('cell.state', '=', 'pending')
    .where('cell.variant_index', 'in', variantIndexes)
    .orderBy('cell.number')
    .limit(limit)
    .select(['cell.number', 'cell.item_index', 'cell.variant_index', 'cell.sample_index', 'row.cells'])
    .execute()
  if (rows.length === 0) return []
  await setStates(
    queries,
    experimentNumber,
    rows.map(({ number }) => number),
    'running',
  )
  return rows.map((row) => ({
    number: row.number,
    itemIndex: row.item_index,
    variantIndex: row.variant_index,
    sampleIndex: row.sample_index,
    texts: readCells(row.cells),
  }))
}

/** Gives cells back that were taken and not made. */
export async function setStates(
  queries: Kysely<Schema>,
  experimentNumber: number,
  numbers: readonly number[],
  state: 'pending' | 'running',
): Promise<void> {
  for (let start = 0; start < numbers.length; start += numbersPerQuery) {
    await queries
      .updateTable('experiment_cells')
      .set({ state })
      .where('experiment_number', '=', experimentNumber)
      .where('number', 'in', numbers.slice(start, start + numbersPerQuery))
      .execute()
  }
}

/**
 * Whether a cell is being made. Where it is not, it was made already or is to be made again, and nothing may be written
 * of this attempt.
 */
export async function isUnderWay(
  queries: Kysely<Schema>,
  experimentNumber: number,
  cellNumber: number,
): Promise<boolean> {
  const row = await queries
    .selectFrom('experiment_cells')
    .where('experiment_number', '=', experimentNumber)
    .where('number', '=', cellNumber)
    .where('state', '=', 'running')
    .select('number')
    .executeTakeFirst()
  return row !== undefined
}

/** Of the scorers that the experiment has now: some may have come while a cell was made. */
export async function readScorerNames(queries: Kysely<Schema>, experimentNumber: number): Promise<string[]> {
  const { scorers } = await queries
    .selectFrom('experiments')
    .select('scorers')
    .where('number', '=', experimentNumber)
    .executeTakeFirstOrThrow()
  return scorerNamesSchema.parse(JSON.parse(scorers)).map(({ name }) => name)
}

const scorerNamesSchema = experimentScorerSchema.pick({ name: true }).strip().array()

/** Puts what became of a cell in the place of what it had. */
export async function finishCell(
  queries: Kysely<Schema>,
  experimentNumber: number,
  cell: FinishedCell,
  scorerNames: readonly string[],
): Promise<void> {
  const isFailing = cell.state === 'failed' || cell.scores.some(({ isPass }) => isPass === false)
  const scores = cell.scores.filter(({ name }) => scorerNames.includes(name))
  const isScored = cell.state === 'failed' || scores.length === scorerNames.length
  await queries
    .updateTable('experiment_cells')
    .set({
      state: cell.state,
      is_scored: isScored ? 1 : 0,
      is_failing: isFailing ? 1 : 0,
      run_id: cell.run.id,
      preview: cell.preview,
      has_answer: cell.hasAnswer ? 1 : 0,
      answer_sha256: cell.answerSha256,
      finish_reason: cell.finishReason,
      error_code: cell.errorCode,
      latency_ms: cell.latencyMs,
      prompt_tokens: cell.promptTokens,
      completion_tokens: cell.completionTokens,
      cost: cell.cost?.amount ?? null,
      currency: cell.cost?.currency ?? null,
      rating: null,
      comment: null,
      rated_at: null,
    })
    .where('experiment_number', '=', experimentNumber)
    .where('number', '=', cell.number)
    .execute()
  await queries
    .deleteFrom('experiment_scores')
    .where('experiment_number', '=', experimentNumber)
    .where('cell_number', '=', cell.number)
    .execute()
  await insertScores(queries, experimentNumber, cell.number, scores)
}

/** Lets cells be made again; those under way stay as they are. */
export async function requeueCells(
  queries: Kysely<Schema>,
  experimentNumber: number,
  choice: CellChoice,
): Promise<void> {
  if (choice.which === 'chosen') {
    for (let start = 0; start < choice.cells.length; start += numbersPerQuery) {
      await requeue(queries, experimentNumber)
        .where('number', 'in', choice.cells.slice(start, start + numbersPerQuery))
        .execute()
    }
  } else if (choice.which === 'failed') {
    await requeue(queries, experimentNumber).where('state', '=', 'failed').execute()
  } else {
    await requeue(queries, experimentNumber).execute()
  }
  await touchExperiment(queries, experimentNumber, { intent: 'run', finished_at: null })
}

function requeue(queries: Kysely<Schema>, experimentNumber: number) {
  return queries
    .updateTable('experiment_cells')
    .set({ state: 'pending' })
    .where('experiment_number', '=', experimentNumber)
    .where('state', '!=', 'running')
}

/** A cell that some scorer has not judged, with the names of those that have. */
export interface UnscoredCell {
  readonly number: number
  readonly runId: string
  readonly scoredBy: readonly string[]
}

export async function readUnscored(
  queries: Kysely<Schema>,
  experimentNumber: number,
  limit: number,
): Promise<UnscoredCell[]> {
  const rows = await queries
    .selectFrom('experiment_cells as cell')
    .where('experiment_number', '=', experimentNumber)
    .where('state', '=', 'done')
    .where('is_scored', '=', 0)
    .orderBy('number')
    .limit(limit)
    .select((eb) => [
      'number',
      'run_id',
      eb
        .selectFrom('experiment_scores as score')
        .whereRef('score.experiment_number', '=', 'cell.experiment_number')
        .whereRef('score.cell_number', '=', 'cell.number')
        .select(sql<string>`json_group_array(name)`.as('names'))
        .as('names'),
    ])
    .execute()
  return rows.flatMap(({ number, run_id, names }) =>
    run_id === null ? [] : [{ number, runId: run_id, scoredBy: JSON.parse(names ?? '[]') as string[] }],
  )
}

/** Adds scores to a cell that is done, unless it was made again meanwhile. */
export async function addScores(
  queries: Kysely<Schema>,
  experimentNumber: number,
  { number, runId, scores }: { number: number; runId: string; scores: readonly Score[] },
): Promise<void> {
  const cell = await queries
    .selectFrom('experiment_cells')
    .where('experiment_number', '=', experimentNumber)
    .where('number', '=', number)
    .where('run_id', '=', runId)
    .where('state', '=', 'done')
    .select('number')
    .executeTakeFirst()
  if (cell === undefined) return
  await insertScores(queries, experimentNumber, number, scores)
  await queries
    .updateTable('experiment_cells')
    .set({ is_scored: isScored(experimentNumber), is_failing: isFailing(experimentNumber) })
    .where('experiment_number', '=', experimentNumber)
    .where('number', '=', number)
    .execute()
}

/** Takes scores away, and lets every cell be judged again by whoever is missing. */
export async function dropScores(
  queries: Kysely<Schema>,
  experimentNumber: number,
  names: readonly string[],
): Promise<void> {
  await queries
    .deleteFrom('experiment_scores')
    .where('experiment_number', '=', experimentNumber)
    .where('name', 'in', names)
    .execute()
  await queries
    .updateTable('experiment_cells')
    .set({ is_scored: isScored(experimentNumber), is_failing: isFailing(experimentNumber) })
    .where('experiment_number', '=', experimentNumber)
    .where('state', '=', 'done')
    .execute()
}

/** Whether there are as many scores as scorers. */
function isScored(experimentNumber: number) {
  return sql<number>`(
    select count(*) from experiment_scores as score
    where score.experiment_number = ${experimentNumber} and score.cell_number = experiment_cells.number
  ) >= (select json_array_length(scorers) from experiments where number = ${experimentNumber})`
}

function isFailing(experimentNumber: number) {
  return sql<number>`exists (
    select 1 from experiment_scores as score
    where score.experiment_number = ${experimentNumber} and score.cell_number = experiment_cells.number
      and score.is_pass = 0
  )`
}

async function insertScores(
  queries: Kysely<Schema>,
  experimentNumber: number,
  cellNumber: number,
  scores: readonly Score[],
): Promise<void> {
  for (const score of scores) {
    const { name, category, isPass, value } = score
    const columns = {
      category,
      is_pass: isPass === null ? null : isPass ? 1 : 0,
      amount: typeof value === 'number' ? value : null,
      score: JSON.stringify(score),
    }
    await queries
      .insertInto('experiment_scores')
      .values({ experiment_number: experimentNumber, cell_number: cellNumber, name, ...columns })
      .onConflict((conflict) =>
        conflict.columns(['experiment_number', 'cell_number', 'name']).doUpdateSet(columns),
      )
      .execute()
  }
}
