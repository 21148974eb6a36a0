import { join } from 'node:path'
import { AppError } from '@trialogue/contract'
import type { DeviceProvider } from './devices/execution-provider.ts'
import { computeExpectation, type Expectation } from './expectation.ts'
import { findModelCache } from './find-model-cache.ts'
import { readOperators } from './graph-operators.ts'
import { noInPlaceAttention } from './open-slot-runner.ts'
import { openTrusted } from './open-trusted.ts'
import { PROBE_LENGTH } from './probe.ts'
import type { RunnerOptions } from './runner-options.ts'
import type { SlotRunner } from './slot-runner.ts'

/**
 * How far the logits of a device may be from those of the CPU, as `probeDifference` measures it: devices add in another
 * order, and in half precision where a graph is in it. What is computed wrongly differs by more than that.
 */
const DEVICE_TOLERANCE = 0.05

/** A model's place in the cache for what to expect on devices: there, the graph is not kept beside it. */
const FOLDER = 'devices'

/**
 * Loads a decoder on a device, where its keys and values stay, after it has given the same logits there as on the CPU.
 * Throws MODEL_LOAD_FAILED, OUT_OF_MEMORY or INTERNAL, with the reason in `cause` or the message.
 */
export async function openDeviceRunner(
  graphPath: string,
  executionProvider: DeviceProvider,
  options: RunnerOptions,
): Promise<SlotRunner> {
  if (!readOperators(graphPath).has('GroupQueryAttention')) throw refused(noInPlaceAttention)
  if (options.slotLength < PROBE_LENGTH) throw refused('Its slots are too short to compare it with the CPU.')
  const { probe, tolerance } = await expectationOf(graphPath, options)
  const expectation = { probe, tolerance: Math.max(tolerance, DEVICE_TOLERANCE) }
  return openTrusted(graphPath, { ...options, executionProvider }, expectation)
}

async function expectationOf(graphPath: string, options: RunnerOptions): Promise<Expectation> {
  const { threads, cacheFolder, ...rest } = options
  const folder = cacheFolder === undefined ? {} : { cacheFolder: join(cacheFolder, FOLDER) }
  const cache = await findModelCache(graphPath, { ...rest, ...folder })
  const kept = await cache?.read()
  if (kept) return kept.expectation
  const expectation = await computeExpectation(graphPath, readOperators(graphPath), { threads })
  await cache?.keep(expectation).catch(() => {})
  return expectation
}

function refused(reason: string): AppError {
  return new AppError('MODEL_LOAD_FAILED', reason)
}
