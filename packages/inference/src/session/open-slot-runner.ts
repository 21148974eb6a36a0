import type { ModelFolder } from '../model-folder.ts'
import { computeExpectation, type Expectation } from './expectation.ts'
import { findModelCache } from './find-model-cache.ts'
import { type NotedOperator, readOperators, whyPlain } from './graph-operators.ts'
import type { CachedModel, ModelCache } from './model-cache.ts'
import { openTrusted } from './open-trusted.ts'
import { openPlainRunner } from './plain-runner.ts'
import { probeLength, shortProbe } from './probe.ts'
import type { RunnerOptions } from './runner-options.ts'
import { innermostMessage } from './runtime-error.ts'
import type { SlotRunner } from './slot-runner.ts'

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
  const obstacle = whyPlain(operators)
  if (obstacle !== null) return plainly(obstacle)
  if (options.slotLength < probeLength(shortProbe)) {
    return plainly('Its slots are too short to compare both paths.')
  }
  const cache = await findModelCache(graphPath, options)
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
    return await openTrusted(graphPath, options, shortProbe, expectation)
  } catch (thrown) {
    // The plain path has just run this model: whatever went wrong is no reason to do without it.
    return plainly(`The cache cannot be updated in place: ${innermostMessage(thrown)}`)
  }
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
  return openTrusted(graphPath, options, shortProbe, expectation).catch(() => null)
}
