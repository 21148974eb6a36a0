import {
  AppError,
  type Generation,
  type GenerationStep,
  type Model,
  type Run,
  type TextBranch,
  type Verification,
} from '@trialogue/contract'
import type { Engine } from '@trialogue/inference'
import type { Store } from '@trialogue/store'
import type { Clock } from '../runs/clock.ts'
import { planRecorded } from '../runs/plan-recorded.ts'
import { runGeneration } from '../runs/run-generation.ts'
import { requeue } from './plan-run.ts'
import { findUnchangedModel } from './unchanged-model.ts'

export interface GenerationService {
  /**
   * Runs a generation again as it was recorded and compares the tokens. Nothing is stored. Throws NOT_FOUND,
   * MODEL_NOT_FOUND, MODEL_CHANGED, GENERATION_NOT_VERIFIABLE (also when `signal` aborts), and what makes the new
   * attempt fail.
   */
  verify(generationId: string, signal: AbortSignal): Promise<Verification>
  /** The original that a generation goes back to, and all its branches, oldest first. Throws NOT_FOUND. */
  branches(generationId: string): Promise<TextBranch[]>
}

export interface GenerationServiceOptions {
  readonly store: Store
  readonly runs: { get(runId: string): Promise<Run> }
  readonly engine: Engine
  readonly clock: Clock
}

export function createGenerationService(options: GenerationServiceOptions): GenerationService {
  const { store, runs, engine, clock } = options
  return {
    branches: (generationId) => store.runs.branchesOf(generationId),
    async verify(generationId, signal) {
      const run = await runs.get(await store.runs.runIdOf(generationId))
      const recorded = run.generations.find(({ id }) => id === generationId)
      if (recorded === undefined) throw notVerifiable('Its record is not complete.')
      checkEnded(recorded, findUnchangedModel(await engine.listModels(), recorded))
      const made = await runGeneration({
        generation: requeue(recorded, run.request.branch),
        plan: () => planRecorded(run, recorded, recorded),
        engine,
        topLogprobs: null,
        queueKey: `verify ${generationId}`,
        signal,
        report: () => {},
        now: () => clock.now(),
      })
      const error = made.error ?? made.paths.find((path) => path.error !== null)?.error ?? null
      if (error !== null) throw new AppError(error.code, error.message, { details: error.details })
      if (made.finishReason === 'cancelled')
        throw notVerifiable('The new attempt was stopped: nobody waited for it.')
      const mode = made.mode ?? 'fast'
      const difference = findDifference(recorded.steps, made.steps)
      return difference === null ? { identical: true, mode } : { identical: false, mode, ...difference }
    },
  }
}

function checkEnded(
  { status, finishReason, steps, paths }: Generation,
  { source }: Pick<Model, 'source'>,
): void {
  if (status !== 'completed' || finishReason === 'cancelled') {
    throw notVerifiable('It did not end by itself, so there is no whole text to compare with.')
  }
  if (paths.some(({ error }) => error !== null)) {
    throw notVerifiable('One of its chains of thought failed, so there is no whole text to compare with.')
  }
  const isKnown = steps.every(({ tokenIds, tokenIdsSha256 }) => tokenIds !== null && tokenIdsSha256 !== null)
  if (source === 'endpoint' && !isKnown) {
    throw notVerifiable(
      'Its model runs on a server that does not tell its tokens, so there is nothing to compare.',
    )
  }
  if (steps.some(({ tokenIds }) => tokenIds === null)) {
    throw notVerifiable('It was recorded by an older Trialogue, without its tokens.')
  }
}

type Difference = Omit<Extract<Verification, { identical: false }>, 'identical' | 'mode'>

/** The first token in which two attempts differ; a step is compared only if all before it came out the same. */
function findDifference(
  recorded: readonly GenerationStep[],
  made: readonly GenerationStep[],
): Difference | null {
  for (const [stepIndex, expected] of recorded.entries()) {
    const actual = made[stepIndex]
    if (actual?.tokenIdsSha256 !== expected.tokenIdsSha256) {
      throw notVerifiable('The model would not read the same any more: its prompt is written otherwise now.')
    }
    const [expectedIds, actualIds] = [expected.tokenIds ?? [], actual.tokenIds ?? []]
    const length = Math.max(expectedIds.length, actualIds.length)
    const differsAtToken = firstIndex(length, (index) => expectedIds[index] !== actualIds[index])
    if (differsAtToken === length && expected.finishReason === actual.finishReason) continue
    const goOn = (ids: readonly number[], text: string, other: string) => ({
      tokenId: ids[differsAtToken] ?? null,
      text: differingText(text, other),
    })
    return {
      stepIndex,
      differsAtToken,
      expected: goOn(expectedIds, expected.text, actual.text),
      actual: goOn(actualIds, actual.text, expected.text),
    }
  }
  return null
}

/** Enough to see how two texts part. */
const shownLength = 200

function differingText(text: string, other: string): string {
  const start = firstIndex(text.length, (index) => text[index] !== other[index])
  return text.slice(start, start + shownLength).toWellFormed()
}

/** The first index below `length` for which it is so; `length` where there is none. */
function firstIndex(length: number, isSo: (index: number) => boolean): number {
  let index = 0
  while (index < length && !isSo(index)) index++
  return index
}

function notVerifiable(why: string): AppError {
  return new AppError('GENERATION_NOT_VERIFIABLE', why)
}
