import { type Run, type RunListQuery, type RunSummary, runSummarySchema } from '@trialogue/contract'
import { type Kysely, type Selectable, sql } from 'kysely'
import { cutPage, formatTimeCursor, type Page, parseTimeCursor } from '../page.ts'
import type { Schema } from '../schema.ts'
import { readRunFilters } from './run-filters.ts'
import { insertAskedText, textsPerRun } from './run-texts.ts'

/** Writes what the list shows of a new run; the rest follows from its generations. */
export async function insertSummary(queries: Kysely<Schema>, run: Run): Promise<void> {
  const { request, generations } = run
  const { number } = await queries
    .insertInto('run_summaries')
    .values({
      run_id: run.id,
      prompt_type: request.body.type,
      strategies: JSON.stringify([...new Set(request.variants.map(({ reasoning }) => reasoning.strategy))]),
      item_count: request.items.length,
      sample_count: request.samples,
      generation_count: generations.length,
    })
    .returning('number')
    .executeTakeFirstOrThrow()
  const kinds = new Map(generations.map(({ modelId, modelKind }) => [modelId, modelKind]))
  const models = [...kinds].map(([model_id, model_kind], position) => ({
    run_id: run.id,
    position,
    model_id,
    model_kind,
  }))
  if (models.length > 0) await queries.insertInto('run_models').values(models).execute()
  await insertAskedText(queries, number, request)
}

/** Newest first. Throws INVALID_REQUEST for a foreign cursor. */
export async function listSummaries(queries: Kysely<Schema>, query: RunListQuery): Promise<Page<RunSummary>> {
  const places = await readPlaces(queries, query)
  const page = cutPage(
    places,
    query.limit,
    ({ id }) => id,
    ({ id, created_at }) => formatTimeCursor({ timeMs: created_at, id }),
  )
  const rows = await readRows(queries, page.items)
  const outcomes = await readOutcomes(queries, page.items)
  const models = await readModels(queries, page.items)
  const items = rows.map((row) => toSummary(row, outcomes.get(row.id) ?? [], models.get(row.id) ?? []))
  return { ...page, items }
}

/** Only which runs: what is shown of them is read for those of the page alone. */
async function readPlaces(queries: Kysely<Schema>, query: RunListQuery) {
  const after = parseTimeCursor(query.cursor)
  let found = queries
    .selectFrom('runs')
    .innerJoin('run_summaries', 'run_summaries.run_id', 'runs.id')
    .select(['runs.id', 'runs.created_at'])
    .where(await readRunFilters(queries, query))
  if (after !== null) {
    found = found.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('runs.created_at', 'runs.id'), '<', tuple(after.timeMs, after.id)),
    )
  }
  return found
    .orderBy('runs.created_at', 'desc')
    .orderBy('runs.id', 'desc')
    .limit(query.limit + 1)
    .execute()
}

function readRows(queries: Kysely<Schema>, runIds: readonly string[]) {
  return queries
    .selectFrom('runs')
    .innerJoin('run_summaries', 'run_summaries.run_id', 'runs.id')
    .leftJoin('prompts', 'prompts.id', 'runs.prompt_id')
    .where('runs.id', 'in', runIds)
    .orderBy('runs.created_at', 'desc')
    .orderBy('runs.id', 'desc')
    .selectAll('run_summaries')
    .select([
      'runs.id',
      'runs.prompt_id',
      'runs.prompt_version',
      'runs.status',
      'runs.created_at',
      'runs.finished_at',
      'prompts.name as prompt_name',
      firstLineOf(0, 1).as('prompt_line'),
      firstLineOf(1, textsPerRun).as('output_line'),
    ])
    .execute()
}

/** The first line that is not empty, of the run's texts from one place to before another. */
function firstLineOf(from: number, to: number) {
  return sql<string | null>`(
    select first_line from run_texts
    where run_texts.number >= run_summaries.number * ${sql.lit(textsPerRun)} + ${sql.lit(from)}
      and run_texts.number < run_summaries.number * ${sql.lit(textsPerRun)} + ${sql.lit(to)}
      and first_line <> ''
    order by run_texts.number limit 1
  )`
}

/** How the generations of some runs stand, added up by an index that holds all of it. */
async function readOutcomes(queries: Kysely<Schema>, runIds: readonly string[]) {
  const rows = await queries
    .selectFrom('generations')
    .where('run_id', 'in', runIds)
    .groupBy(['run_id', 'status'])
    .select(({ fn }) => [
      'run_id',
      'status',
      fn.countAll<number>().as('count'),
      fn.sum<number | null>('prompt_tokens').as('prompt_tokens'),
      fn.sum<number | null>('completion_tokens').as('completion_tokens'),
    ])
    .execute()
  return Map.groupBy(rows, ({ run_id }) => run_id)
}

async function readModels(queries: Kysely<Schema>, runIds: readonly string[]) {
  const rows = await queries
    .selectFrom('run_models')
    .where('run_id', 'in', runIds)
    .orderBy('run_id')
    .orderBy('position')
    .selectAll()
    .execute()
  return Map.groupBy(rows, ({ run_id }) => run_id)
}

type SummaryRow = Awaited<ReturnType<typeof readRows>>[number]
type OutcomeRow = Awaited<ReturnType<typeof readOutcomes>> extends Map<string, (infer Row)[]> ? Row : never

function toSummary(
  row: SummaryRow,
  outcomes: readonly OutcomeRow[],
  models: readonly Selectable<Schema['run_models']>[],
): RunSummary {
  const count = (status: OutcomeRow['status']) =>
    outcomes.find((outcome) => outcome.status === status)?.count ?? 0
  const counted = outcomes.filter(({ prompt_tokens }) => prompt_tokens !== null)
  return {
    id: row.id,
    promptId: row.prompt_id,
    promptVersion: row.prompt_version,
    promptName: row.prompt_name,
    promptType: row.prompt_type,
    promptLine: row.prompt_line ?? '',
    outputLine: row.output_line,
    status: row.status,
    models: models.map(({ model_id, model_kind }) => ({ modelId: model_id, modelKind: model_kind })),
    strategies: runSummarySchema.shape.strategies.parse(JSON.parse(row.strategies)),
    itemCount: row.item_count,
    sampleCount: row.sample_count,
    generationCount: row.generation_count,
    completedCount: count('completed'),
    failedCount: count('failed'),
    tokens:
      counted.length === 0
        ? null
        : {
            prompt: counted.reduce((sum, one) => sum + (one.prompt_tokens ?? 0), 0),
            completion: counted.reduce((sum, one) => sum + (one.completion_tokens ?? 0), 0),
          },
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}
