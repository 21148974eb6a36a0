import {
  AppError,
  errorRecordSchema,
  type Generation,
  type GenerationStep,
  generationSchema,
  parametersSchema,
  priceSchema,
  reasoningSchema,
} from '@trialogue/contract'
import type { Kysely, Selectable } from 'kysely'
import type { GenerationTable, Schema } from '../schema.ts'
import { hasEnded } from './has-ended.ts'
import { readSteps, writeSteps } from './step-rows.ts'

/** Rows per INSERT: with 27 columns each, far below SQLite's limit of 32 766 values in one statement. */
const rowsPerInsert = 500

/** Writes a new run's generations, in the order of its list. */
export async function insertGenerations(
  queries: Kysely<Schema>,
  generations: readonly Generation[],
): Promise<void> {
  const rows = generations.map(toRow)
  for (let start = 0; start < rows.length; start += rowsPerInsert) {
    await queries
      .insertInto('generations')
      .values(rows.slice(start, start + rowsPerInsert))
      .execute()
  }
  for (const { id, steps } of generations) {
    if (steps.length > 0) await writeSteps(queries, id, steps)
  }
}

/** Writes what can change of a generation. Throws NOT_FOUND when its run has no such generation. */
export async function updateGeneration(queries: Kysely<Schema>, generation: Generation): Promise<void> {
  const { id, run_id, position: _, ...columns } = toRow(generation, 0)
  const { numUpdatedRows } = await queries
    .updateTable('generations')
    .set(columns)
    .where('id', '=', id)
    .where('run_id', '=', run_id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) {
    throw new AppError('NOT_FOUND', 'There is no such generation in this run. Load the run again.', {
      details: { noun: 'generation', id, runId: run_id },
    })
  }
  await writeSteps(queries, id, generation.steps)
}

/** A run's generations with their steps, in the order of its list. */
export async function readGenerations(queries: Kysely<Schema>, runId: string): Promise<Generation[]> {
  const rows = await queries
    .selectFrom('generations')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('position')
    .execute()
  const steps = await readSteps(queries, runId)
  return rows.map((row) => toGeneration(row, steps.get(row.id) ?? []))
}

function toRow(generation: Generation, position: number): Selectable<GenerationTable> {
  return {
    id: generation.id,
    run_id: generation.runId,
    position,
    variant_id: generation.variantId,
    item_index: generation.itemIndex,
    sample_index: generation.sampleIndex,
    model_id: generation.modelId,
    model_kind: generation.modelKind,
    model_sha256: generation.modelSha256,
    execution_provider: generation.executionProvider,
    mode: generation.mode,
    cache_path: generation.cachePath,
    price: generation.price === null ? null : JSON.stringify(generation.price),
    parameters: JSON.stringify(generation.parameters),
    reasoning: JSON.stringify(generation.reasoning),
    seed: generation.seed,
    status: generation.status,
    queue_position: generation.queuePosition,
    progress: generation.progress,
    finish_reason: generation.finishReason,
    error: generation.error === null ? null : JSON.stringify(generation.error),
    reasoning_text: generation.reasoningText,
    answer: generation.answer,
    paths: JSON.stringify(generation.paths),
    created_at: generation.createdAt,
    finished_at: generation.finishedAt,
    ...countTokens(generation),
  }
}

/** Left open while it goes on: an index has them, and would change with every token. */
function countTokens(generation: Generation): Pick<GenerationTable, 'prompt_tokens' | 'completion_tokens'> {
  const usages = hasEnded(generation) ? generation.steps.flatMap(({ usage }) => usage ?? []) : []
  if (usages.length === 0) return { prompt_tokens: null, completion_tokens: null }
  return {
    prompt_tokens: usages.reduce((sum, { promptTokens }) => sum + promptTokens, 0),
    completion_tokens: usages.reduce((sum, { completionTokens }) => sum + completionTokens, 0),
  }
}

function toGeneration(row: Selectable<GenerationTable>, steps: GenerationStep[]): Generation {
  return {
    id: row.id,
    runId: row.run_id,
    variantId: row.variant_id,
    itemIndex: row.item_index,
    sampleIndex: row.sample_index,
    modelId: row.model_id,
    modelKind: row.model_kind,
    modelSha256: row.model_sha256,
    executionProvider: row.execution_provider,
    mode: row.mode,
    cachePath: row.cache_path,
    price: row.price === null ? null : priceSchema.parse(JSON.parse(row.price)),
    parameters: parametersSchema.parse(JSON.parse(row.parameters)),
    reasoning: reasoningSchema.parse(JSON.parse(row.reasoning)),
    seed: row.seed,
    status: row.status,
    queuePosition: row.queue_position,
    progress: row.progress,
    finishReason: row.finish_reason,
    error: row.error === null ? null : errorRecordSchema.parse(JSON.parse(row.error)),
    steps,
    reasoningText: row.reasoning_text,
    answer: row.answer,
    paths: generationSchema.shape.paths.parse(JSON.parse(row.paths)),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}
