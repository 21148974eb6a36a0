import { type GenerationStep, generationStepSchema, type Timings, type Usage } from '@trialogue/contract'
import type { Kysely, Selectable } from 'kysely'
import type { Schema, StepTable } from '../schema.ts'

/** Writes a generation's steps over those it had; steps it no longer has go away. */
export async function writeSteps(
  queries: Kysely<Schema>,
  generationId: string,
  steps: readonly GenerationStep[],
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    const { generation_id, step_index, ...columns } = toRow(generationId, index, step)
    await queries
      .insertInto('generation_steps')
      .values({ generation_id, step_index, ...columns })
      .onConflict((conflict) => conflict.columns(['generation_id', 'step_index']).doUpdateSet(columns))
      .execute()
  }
  await queries
    .deleteFrom('generation_steps')
    .where('generation_id', '=', generationId)
    .where('step_index', '>=', steps.length)
    .execute()
}

/** The steps of all generations of a run, in order, by generation id. */
export async function readSteps(
  queries: Kysely<Schema>,
  runId: string,
): Promise<ReadonlyMap<string, GenerationStep[]>> {
  const rows = await queries
    .selectFrom('generation_steps')
    .innerJoin('generations', 'generations.id', 'generation_steps.generation_id')
    .where('generations.run_id', '=', runId)
    .selectAll('generation_steps')
    .orderBy('generation_steps.generation_id')
    .orderBy('generation_steps.step_index')
    .execute()
  const steps = new Map<string, GenerationStep[]>()
  for (const row of rows) {
    const known = steps.get(row.generation_id)
    if (known) known.push(toStep(row))
    else steps.set(row.generation_id, [toStep(row)])
  }
  return steps
}

function toRow(generationId: string, index: number, step: GenerationStep): Selectable<StepTable> {
  return {
    generation_id: generationId,
    step_index: index,
    kind: step.kind,
    path: step.path,
    model_input: step.modelInput,
    token_ids_sha256: step.tokenIdsSha256,
    text: step.text,
    token_ids: step.tokenIds === null ? null : JSON.stringify(step.tokenIds),
    logprobs: JSON.stringify(step.logprobs),
    finish_reason: step.finishReason,
    prompt_tokens: step.usage?.promptTokens ?? null,
    completion_tokens: step.usage?.completionTokens ?? null,
    cached_tokens: step.usage?.cachedTokens ?? null,
    is_usage_estimated: step.usage?.isEstimated === true ? 1 : 0,
    queued_ms: step.timings?.queuedMs ?? null,
    ttft_ms: step.timings?.ttftMs ?? null,
    prefill_ms: step.timings?.prefillMs ?? null,
    decode_ms: step.timings?.decodeMs ?? null,
  }
}

function toStep(row: Selectable<StepTable>): GenerationStep {
  return {
    kind: row.kind,
    path: row.path,
    modelInput: row.model_input,
    tokenIdsSha256: row.token_ids_sha256,
    text: row.text,
    tokenIds:
      row.token_ids === null ? null : generationStepSchema.shape.tokenIds.parse(JSON.parse(row.token_ids)),
    logprobs: generationStepSchema.shape.logprobs.parse(JSON.parse(row.logprobs)),
    finishReason: row.finish_reason,
    usage: toUsage(row),
    timings: toTimings(row),
  }
}

function toUsage(row: Selectable<StepTable>): Usage | null {
  const { prompt_tokens, completion_tokens, cached_tokens } = row
  if (prompt_tokens === null || completion_tokens === null) return null
  return {
    promptTokens: prompt_tokens,
    completionTokens: completion_tokens,
    cachedTokens: cached_tokens ?? 0,
    ...(row.is_usage_estimated === 1 && { isEstimated: true }),
  }
}

function toTimings({ queued_ms, ttft_ms, prefill_ms, decode_ms }: Selectable<StepTable>): Timings | null {
  if (queued_ms === null || prefill_ms === null || decode_ms === null) return null
  return { queuedMs: queued_ms, ttftMs: ttft_ms, prefillMs: prefill_ms, decodeMs: decode_ms }
}
