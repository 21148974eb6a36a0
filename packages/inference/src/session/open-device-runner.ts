import { join } from 'node:path'
import { AppError } from '@trialogue/contract'
import type { ModelFolder } from '../model-folder.ts'
import { chooseTokensPerRun } from './choose-tokens-per-run.ts'
import type { DeviceProvider } from './devices/execution-provider.ts'
import { computeDeviceExpectation, type Expectation } from './expectation.ts'
import { findModelCache } from './find-model-cache.ts'
import { readOperators, whyPlain } from './graph-operators.ts'
import { openTrusted } from './open-trusted.ts'
import { longProbe, probeLength } from './probe.ts'
import type { RunnerOptions } from './runner-options.ts'
import type { SlotRunner } from './slot-runner.ts'

/** A model's place in the cache for what to expect on devices: there, the graph is not kept beside it. */
const FOLDER = 'devices'

/**
 * Loads a decoder on a device, where its keys and values stay, after it has given the same logits there as on the CPU.
 * Throws MODEL_LOAD_FAILED, OUT_OF_MEMORY or INTERNAL, with the reason in `cause` or the message.
 */
export async function openDeviceRunner(
  { graphPath, cache }: Pick<ModelFolder, 'graphPath' | 'cache'>,
  executionProvider: DeviceProvider,
  options: RunnerOptions,
): Promise<SlotRunner> {
  const obstacle = whyPlain(readOperators(graphPath))
  if (obstacle !== null) throw refused(obstacle)
  if (options.slotLength < probeLength(longProbe)) {
    throw refused('Its slots are too short to compare it with the CPU.')
  }
  const tokensPerRun = await chooseTokensPerRun(executionProvider, cache.headSize)
  const expectation = await expectationOf(graphPath, options)
  return openTrusted(graphPath, { ...options, executionProvider, tokensPerRun }, longProbe, expectation)
}

async function expectationOf(graphPath: string, options: RunnerOptions): Promise<Expectation> {
  const { threads, cacheFolder, ...rest } = options
  const folder = cacheFolder === undefined ? {} : { cacheFolder: join(cacheFolder, FOLDER) }
  const cache = await findModelCache(graphPath, { ...rest, ...folder })
  const kept = await cache?.read()
  if (kept) return kept.expectation
  const expectation = await computeDeviceExpectation(graphPath, readOperators(graphPath), { threads })
  await cache?.keep(expectation).catch(() => {})
  return expectation
}

function refused(reason: string): AppError {
  return new AppError('MODEL_LOAD_FAILED', reason)
}
