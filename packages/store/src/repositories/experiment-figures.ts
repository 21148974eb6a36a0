import type { CellState } from '@trialogue/contract'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../schema.ts'

/** How many cells there are of each state, how many wait to be scored, and what they have cost. */
export interface CellCounts {
  readonly states: Readonly<Record<CellState, number>>
  readonly unscored: number
}

export async function countCells(queries: Kysely<Schema>, experimentNumber: number): Promise<CellCounts> {
  const rows = await queries
    .selectFrom('experiment_cells')
    .where('experiment_number', '=', experimentNumber)
    .groupBy(['state', 'is_scored'])
    .select(({ fn }) => ['state', 'is_scored', fn.countAll<number>().as('count')])
    .execute()
  const count = (state: CellState) =>
    rows.reduce((sum, row) => sum + (row.state === state ? row.count : 0), 0)
  return {
    states: {
      pending: count('pending'),
      running: count('running'),
      done: count('done'),
      failed: count('failed'),
    },
    unscored: rows.find(({ state, is_scored }) => state === 'done' && is_scored === 0)?.count ?? 0,
  }
}

/** What the cells of a variant have cost together; variants without a price are left out. */
export interface VariantCost {
  readonly variantIndex: number
  readonly currency: string
  readonly amount: number
  readonly cells: number
}

export async function readCosts(queries: Kysely<Schema>, experimentNumber: number): Promise<VariantCost[]> {
  const rows = await queries
    .selectFrom('experiment_cells')
    .where('experiment_number', '=', experimentNumber)
    .where('currency', 'is not', null)
    .groupBy(['variant_index', 'currency'])
    .select(({ fn }) => [
      'variant_index',
      'currency',
      fn.sum<number>('cost').as('amount'),
      fn.countAll<number>().as('cells'),
    ])
    .execute()
  return rows.map(({ variant_index, currency, amount, cells }) => ({
    variantIndex: variant_index,
    currency: currency ?? '',
    amount,
    cells,
  }))
}

/** What the cells of one variant and slice have in common; times in no order. */
export interface CellFigures {
  readonly variantIndex: number
  readonly slice: string | null
  readonly states: Readonly<Record<CellState, number>>
  readonly extractionFailures: number
  readonly promptTokens: number
  readonly completionTokens: number
  readonly latenciesMs: readonly number[]
  readonly cost: { readonly amount: number; readonly currency: string } | null
  readonly ratings: { readonly count: number; readonly sum: number }
}

export async function readCellFigures(
  queries: Kysely<Schema>,
  experimentNumber: number,
): Promise<CellFigures[]> {
  const { rows } = await sql<{
    variant_index: number
    slice: string | null
    pending: number
    running: number
    done: number
    failed: number
    extraction_failures: number
    prompt_tokens: number | null
    completion_tokens: number | null
    latencies: string
    cost: number | null
    currency: string | null
    rated: number
    rating: number | null
  }>`
    select
      variant_index, slice,
      sum(state = 'pending') as pending, sum(state = 'running') as running,
      sum(state = 'done') as done, sum(state = 'failed') as failed,
      sum(state = 'done' and has_answer = 0) as extraction_failures,
      sum(prompt_tokens) as prompt_tokens, sum(completion_tokens) as completion_tokens,
      json_group_array(latency_ms) filter (where state = 'done' and latency_ms is not null) as latencies,
      sum(cost) as cost, max(currency) as currency,
      count(rating) as rated, sum(rating) as rating
    from experiment_cells join experiment_items using (experiment_number, item_index)
    where experiment_number = ${experimentNumber}
    group by variant_index, slice`.execute(queries)
  return rows.map((row) => ({
    variantIndex: row.variant_index,
    slice: row.slice,
    states: { pending: row.pending, running: row.running, done: row.done, failed: row.failed },
    extractionFailures: row.extraction_failures,
    promptTokens: row.prompt_tokens ?? 0,
    completionTokens: row.completion_tokens ?? 0,
    latenciesMs: JSON.parse(row.latencies) as number[],
    cost: row.currency === null ? null : { amount: row.cost ?? 0, currency: row.currency },
    ratings: { count: row.rated, sum: row.rating ?? 0 },
  }))
}

/** One case of a variant as a scorer sees it, its samples averaged. */
export interface CaseScore {
  readonly variantIndex: number
  readonly itemIndex: number
  /** The revision of its row: the same number is the same case. */
  readonly rowNumber: number
  readonly slice: string | null
  readonly name: string
  /** Samples by what became of the scoring. */
  readonly scored: number
  /** Of those scored. */
  readonly passed: number
  readonly noAnswer: number
  readonly noReference: number
  readonly errors: number
  /** Share of the samples that passed, no answer counting as not passed; null where nobody passes or fails. */
  readonly pass: number | null
  /** Mean of the numbers; null where there are none. */
  readonly amount: number | null
  readonly completionTokens: number | null
  readonly latencyMs: number | null
  readonly withoutAnswer: number
}

/** The scores of an experiment case by case; of one scorer or variant where these are named. */
export async function readCaseScores(
  queries: Kysely<Schema>,
  experimentNumber: number,
  only: { readonly name?: string; readonly variantIndex?: number } = {},
): Promise<CaseScore[]> {
  const named = only.name === undefined ? sql`1` : sql`score.name = ${only.name}`
  const asked = only.variantIndex === undefined ? sql`1` : sql`cell.variant_index = ${only.variantIndex}`
  const { rows } = await sql<{
    variant_index: number
    item_index: number
    row_number: number
    slice: string | null
    name: string
    scored: number
    passed: number | null
    no_answer: number
    no_reference: number
    errors: number
    pass: number | null
    amount: number | null
    completion_tokens: number | null
    latency_ms: number | null
    without_answer: number
  }>`
    select
      cell.variant_index, cell.item_index, item.row_number, item.slice, score.name,
      sum(score.category = 'scored') as scored, sum(score.is_pass) as passed, sum(score.category = 'no-answer') as no_answer,
      sum(score.category = 'no-reference') as no_reference, sum(score.category = 'error') as errors,
      case when count(score.is_pass) = 0 then null
        else avg(case when score.category = 'no-answer' then 0 else score.is_pass end) end as pass,
      avg(score.amount) as amount, avg(cell.completion_tokens) as completion_tokens,
      avg(cell.latency_ms) as latency_ms, sum(cell.has_answer = 0) as without_answer
    from experiment_scores as score
    join experiment_cells as cell
      on cell.experiment_number = score.experiment_number and cell.number = score.cell_number
    join experiment_items as item
      on item.experiment_number = cell.experiment_number and item.item_index = cell.item_index
    where score.experiment_number = ${experimentNumber} and cell.state = 'done' and ${named} and ${asked}
    group by cell.variant_index, cell.item_index, score.name`.execute(queries)
  return rows.map((row) => ({
    variantIndex: row.variant_index,
    itemIndex: row.item_index,
    rowNumber: row.row_number,
    slice: row.slice,
    name: row.name,
    scored: row.scored,
    passed: row.passed ?? 0,
    noAnswer: row.no_answer,
    noReference: row.no_reference,
    errors: row.errors,
    pass: row.pass,
    amount: row.amount,
    completionTokens: row.completion_tokens,
    latencyMs: row.latency_ms,
    withoutAnswer: row.without_answer,
  }))
}
