import { type DecoderGraph, describeDecoderGraph } from './decoder-graph.ts'
import { createDeviceCache, type DeviceCacheOptions } from './device-cache.ts'
import type { ExecutionProvider } from './devices/execution-provider.ts'
import { createInPlaceCache, type InPlaceCache } from './in-place-cache.ts'
import { createInPlaceStep, type InPlaceParts } from './in-place-step.ts'
import { interrupted, loadFailed, runFailed } from './runtime-error.ts'
import { type NativeSession, openNativeSession } from './runtime-library/native-session.ts'
import { openRuntimeLibrary, type RuntimeLibrary } from './runtime-library/runtime-library.ts'
import type { NativeSessionOptions } from './runtime-library/session-options.ts'
import { readRows, readTokens } from './several-runs.ts'
import { createSlotLengths } from './slot-lengths.ts'
import type { SlotRunner, WantedLogits } from './slot-runner.ts'
import type { StepRow } from './step-inputs.ts'

export interface InPlaceRunnerOptions {
  /** Threads that compute one operation together. */
  readonly threads: number
  readonly slotCount: number
  readonly slotLength: number
  /** For files that do not tell the width of their logits. */
  readonly vocabularySize: number
  /** Where it computes, and where keys and values stay. Defaults to the CPU. */
  readonly executionProvider?: ExecutionProvider
  /** Tokens that one run may read into a slot; more are read in several. Defaults to any number. */
  readonly tokensPerRun?: number
}

/**
 * The fast way to keep keys and values: attention reads and writes them where they lie, so that a step costs what its
 * context costs. For graphs, a file's path or its contents, whose attention is `GroupQueryAttention`; others fail at their
 * first run.
 * Throws MODEL_LOAD_FAILED or OUT_OF_MEMORY.
 */
export async function openInPlaceRunner(
  graph: string | Uint8Array,
  options: InPlaceRunnerOptions,
): Promise<SlotRunner> {
  const { slotCount, slotLength, tokensPerRun = slotLength } = options
  const parts = await open(graph, options)
  const { session, cache, executionProvider } = parts
  const vocabularySize = parts.graph.vocabularySize ?? options.vocabularySize
  const lengths = createSlotLengths(slotCount, slotLength)
  const limits = { tokensPerRun, rowsPerRun: cache.rowsPerRun, vocabularySize }
  const step = createInPlaceStep(parts, vocabularySize)
  let isInterrupted = false
  /** Ends with the call under way, which uses cache and session. */
  let underWay: Promise<unknown> = Promise.resolve()

  /** Reads rows of equal length into the slots from `first` on. */
  const read = async (
    first: number,
    rows: readonly StepRow[],
    wanted: WantedLogits,
  ): Promise<Float32Array> => {
    if (rows.length === 0) return new Float32Array()
    if (isInterrupted) throw interrupted()
    rows.forEach(({ start, tokenIds }, row) => {
      lengths.begin(first + row, start, tokenIds.length)
    })
    const logits = await step(first, rows, wanted).catch((thrown: unknown) => {
      throw isInterrupted ? interrupted(thrown) : runFailed(thrown)
    })
    // It may have been done before it looked.
    if (isInterrupted) throw interrupted()
    rows.forEach(({ start, tokenIds }, row) => {
      lengths.finish(first + row, start + tokenIds.length)
    })
    return logits
  }
  const begin = (call: () => Promise<Float32Array>): Promise<Float32Array> => {
    isInterrupted = false
    const result = call()
    underWay = result.catch(() => {})
    return result
  }
  return {
    executionProvider,
    cachePath: 'in-place',
    plainReason: null,
    slotCount,
    slotLength,
    vocabularySize,
    prefill: (slot, start, tokenIds, wanted) =>
      begin(async () => {
        // All of it, before the first of several runs.
        lengths.begin(slot, start, tokenIds.length)
        return readTokens(read, limits, { slot, start, tokenIds, wanted })
      }),
    decode: (rows) => begin(() => readRows(read, limits, rows)),
    copySlot(from, to, length) {
      lengths.copy(from, to, length)
      cache.copy(from, to, length)
    },
    swapSlots(a, b, length) {
      lengths.swap(a, b)
      cache.swap(a, b, length)
    },
    interrupt() {
      isInterrupted = true
      session.interrupt()
    },
    async dispose() {
      await underWay
      await cache.dispose()
      await session.dispose()
    },
  }
}

async function open(source: string | Uint8Array, options: InPlaceRunnerOptions): Promise<InPlaceParts> {
  const { threads, slotCount, slotLength, executionProvider = 'cpu' } = options
  const { runtime, session } = await load(source, { threads, executionProvider })
  try {
    const graph = describeDecoderGraph(session.inputs, session.outputs)
    const cacheOptions = { executionProvider, slotCount, slotLength }
    const cache = await createCache(runtime, session, graph, cacheOptions).catch((thrown: unknown) => {
      throw loadFailed(thrown)
    })
    return { runtime, session, graph, cache, executionProvider }
  } catch (thrown) {
    await session.dispose()
    throw thrown
  }
}

async function load(graph: string | Uint8Array, options: NativeSessionOptions) {
  try {
    const runtime = await openRuntimeLibrary()
    return { runtime, session: await openNativeSession(runtime, graph, options) }
  } catch (thrown) {
    throw loadFailed(thrown)
  }
}

async function createCache(
  runtime: RuntimeLibrary,
  session: NativeSession,
  { caches }: DecoderGraph,
  options: DeviceCacheOptions,
): Promise<InPlaceCache> {
  const { executionProvider, slotCount, slotLength } = options
  if (executionProvider === 'cpu') return createInPlaceCache(runtime, caches, slotCount, slotLength)
  return createDeviceCache(runtime, session, caches, options)
}
