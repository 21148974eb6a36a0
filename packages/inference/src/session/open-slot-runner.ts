import { AppError } from '@trialogue/contract'
import { env } from 'onnxruntime-node'
import type { ModelFolder } from '../model-folder.ts'
import { computeExpectation, type Expectation } from './expectation.ts'
import { findOperators, type NotedOperator } from './graph-operators.ts'
import { openInPlaceRunner } from './in-place-runner.ts'
import { type CachedModel, type ModelCache, openModelCache } from './model-cache.ts'
import { openPlainRunner } from './plain-runner.ts'
import { hasSameChoices, PROBE_LENGTH, probeDifference, runProbe } from './probe.ts'
import { loadFailed } from './runtime-error.ts'
import type { SlotRunner } from './slot-runner.ts'

export interface RunnerOptions {
  /** Threads that compute one operation together. */
  readonly threads: number
  readonly slotCount: number
  /** Tokens that one slot can hold. */
  readonly slotLength: number
  /**
   * Where to keep models as they are laid out for this machine: sessions of one model then share its memory, and it
   * loads sooner. Absent: nothing is kept.
   */
  readonly cacheFolder?: string
  /** Models whose files are smaller are not kept. Defaults to 32 MiB. */
  readonly cacheFromBytes?: number
}

/**
 * Loads a decoder. The fast path is taken where the graph allows it, and only after it has given the same logits as the
 * plain one. Throws MODEL_LOAD_FAILED, or OUT_OF_MEMORY.
 */
export async function openSlotRunner(
  model: Pick<ModelFolder, 'graphPath'>,
  options: RunnerOptions,
): Promise<SlotRunner> {
  const { graphPath } = model
  const operators = readOperators(graphPath)
  const plainly = (reason: string) => openPlainRunner(graphPath, { ...options, reason })
  if (!operators.has('GroupQueryAttention')) {
    return plainly(
      'Its attention is not of the kind that can update the cache in place (GroupQueryAttention).',
    )
  }
  if (options.slotLength < PROBE_LENGTH) return plainly('Its slots are too short to compare both paths.')
  const cache = await findCache(graphPath, options)
  const kept = (await cache?.read()) ?? null
  if (kept !== null) {
    const runner = await tryToOpen(kept.graphPath ?? graphPath, options, kept.expectation)
    if (runner !== null) return runner
    await cache?.remove()
  }
  const { graphPath: optimized, expectation } = await prepare(cache, graphPath, operators, options.threads)
  if (optimized !== null) {
    const runner = await tryToOpen(optimized, options, expectation)
    if (runner !== null) return runner
    await cache?.removeGraph()
  }
  try {
    return await openTrusted(graphPath, options, expectation)
  } catch (thrown) {
    // The plain path has just run this model: whatever went wrong is no reason to do without it.
    return plainly(`The cache cannot be updated in place: ${describe(thrown)}`)
  }
}

function readOperators(graphPath: string): ReadonlySet<NotedOperator> {
  try {
    return findOperators(graphPath)
  } catch (thrown) {
    throw loadFailed(thrown)
  }
}

/** Without a cache models work as well. */
async function findCache(
  graphPath: string,
  { cacheFolder, cacheFromBytes = 32 * 2 ** 20 }: RunnerOptions,
): Promise<ModelCache | null> {
  if (cacheFolder === undefined) return null
  return openModelCache(cacheFolder, graphPath, env.versions.node ?? '', cacheFromBytes).catch(() => null)
}

/** What to open and what to expect of it, newly computed; kept in the cache where there is one that can be written. */
async function prepare(
  cache: ModelCache | null,
  graphPath: string,
  operators: ReadonlySet<NotedOperator>,
  threads: number,
): Promise<CachedModel> {
  try {
    await cache?.build((optimizedModelPath) =>
      computeExpectation(graphPath, operators, { threads, optimizedModelPath }),
    )
  } catch {
    // Maybe the disk is full. If it is the model, the next attempt tells.
  }
  const built = await cache?.read()
  return (
    built ?? { graphPath: null, expectation: await computeExpectation(graphPath, operators, { threads }) }
  )
}

async function tryToOpen(
  graphPath: string,
  options: RunnerOptions,
  expectation: Expectation,
): Promise<SlotRunner | null> {
  return openTrusted(graphPath, options, expectation).catch(() => null)
}

async function openTrusted(
  graphPath: string,
  options: RunnerOptions,
  { probe, tolerance }: Expectation,
): Promise<SlotRunner> {
  const { vocabularySize } = probe
  const runner = await openInPlaceRunner(graphPath, { ...options, vocabularySize })
  try {
    const actual = await runProbe(runner)
    const difference = probeDifference(probe, actual)
    if (difference <= tolerance && hasSameChoices(probe, actual, tolerance)) return runner
    throw new AppError(
      'INTERNAL',
      `its logits differ by ${difference.toPrecision(2)} from those of the plain path.`,
    )
  } catch (thrown) {
    await runner.dispose()
    throw thrown
  }
}

/** The innermost message: ONNX Runtime's own, where it is its error. */
function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  return thrown.cause instanceof Error ? describe(thrown.cause) : thrown.message.trim()
}
