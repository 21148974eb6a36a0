import { randomInt } from 'node:crypto'
import { AppError, type Generation, type Model, type Run, type RunRequest } from '@trialogue/contract'
import { countPaths, expandRun, planGeneration } from '@trialogue/prompt'
import { v7 as uuidv7 } from 'uuid'
import { keptSteps } from '../runs/branch.ts'
import { findModel } from './model-service.ts'

/** Variants × items × samples of one run, and × chains of thought where a generation has several. */
const maxChains = 10_000
const seedCount = 2 ** 32

/**
 * The run that a request asks for, all of it queued. Throws before anything is written: MODEL_NOT_FOUND,
 * UNFILLED_VARIABLE, INVALID_TEMPLATE, INVALID_REQUEST.
 */
export function planRun(request: RunRequest, models: readonly Model[], now: number): Run {
  checkSize(request)
  checkPrompts(request, models)
  const runId = uuidv7()
  const generations = expandRun(request).map(({ variant, itemIndex, sampleIndex }): Generation => {
    const { seed } = variant.parameters
    const model = findModel(models, variant.modelId)
    // Each chain of thought has its own seed, so that no two samples share one.
    const offset = sampleIndex * countPaths(variant.reasoning)
    return {
      id: uuidv7(),
      runId,
      variantId: variant.id,
      itemIndex,
      sampleIndex,
      modelId: variant.modelId,
      modelKind: model.kind,
      price: model.price,
      parameters: variant.parameters,
      reasoning: variant.reasoning,
      seed: seed === null ? randomInt(seedCount) : (seed + offset) % seedCount,
      createdAt: now,
      ...notStarted,
    }
  })
  return {
    id: runId,
    promptId: request.promptId,
    promptVersion: request.promptVersion,
    status: 'running',
    request,
    generations,
    createdAt: now,
    finishedAt: null,
  }
}

const notStarted = {
  modelSha256: null,
  executionProvider: null,
  mode: null,
  cachePath: null,
  status: 'queued',
  queuePosition: null,
  progress: null,
  finishReason: null,
  error: null,
  steps: [],
  reasoningText: null,
  answer: null,
  paths: [],
  finishedAt: null,
} as const satisfies Partial<Generation>

/** The generation as it was before its first try: same seed, nothing written but what a branch begins with. */
export function requeue(generation: Generation, branch: RunRequest['branch']): Generation {
  const steps = branch === null ? [] : keptSteps(generation, branch)
  return { ...generation, ...notStarted, steps }
}

function checkSize({ variants, items, samples }: RunRequest): void {
  const chains = variants.reduce((sum, { reasoning }) => sum + countPaths(reasoning), 0)
  const count = chains * items.length * samples
  if (count > maxChains) {
    throw new AppError(
      'INVALID_REQUEST',
      `This run would write ${count} texts; ${maxChains} is the most. Take fewer items, samples or chains of thought.`,
      { details: { count, limit: maxChains } },
    )
  }
  if (new Set(variants.map(({ id }) => id)).size < variants.length) {
    throw new AppError('INVALID_REQUEST', 'Two variants have the same id. Give each its own.')
  }
}

/** Plans every variant with every item once, only to hear now what would fail later. */
function checkPrompts({ body, variants, items }: RunRequest, models: readonly Model[]): void {
  for (const { modelId, reasoning, parameters } of variants) {
    const { kind, capabilities } = findModel(models, modelId)
    for (const { values } of items)
      planGeneration({ body, kind, capabilities, values, reasoning, parameters })
  }
}
