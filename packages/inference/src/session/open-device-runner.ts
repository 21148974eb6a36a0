import { join } from 'node:path'
import { AppError, toErrorRecord } from '@trialogue/contract'
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
 * Tokens that one run reads: a whole chunk, or else so few that a device's programs for many tokens, which may expect
 * more of it than it has, are not used.
 */
const tokensPerRun = { chunk: 64, few: 16 } as const

/**
 * Loads a decoder on a device, where its keys and values stay, after it has given the same logits there as on the CPU.
 * Throws MODEL_LOAD_FAILED, OUT_OF_MEMORY or INTERNAL, with the reason in `cause` or the message.
 */
export async function openDeviceRunner(
  graphPath: string,
  executionProvider: DeviceProvider,
  options: RunnerOptions,
): Promise<SlotRunner> {
  const obstacle = whyPlain(readOperators(graphPath))
  if (obstacle !== null) throw refused(obstacle)
  if (options.slotLength < probeLength(longProbe)) {
    throw refused('Its slots are too short to compare it with the CPU.')
  }
  const expectation = await expectationOf(graphPath, options)
  const open = (count: number) =>
    openTrusted(graphPath, { ...options, executionProvider, tokensPerRun: count }, longProbe, expectation)
  return open(tokensPerRun.chunk).catch((thrown: unknown) => {
    // Only wrong numbers are worth another attempt.
    if (toErrorRecord(thrown).code !== 'INTERNAL') throw thrown
    return open(tokensPerRun.few)
  })
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
