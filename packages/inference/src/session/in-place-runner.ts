import { type DecoderGraph, describeDecoderGraph } from './decoder-graph.ts'
import { createDeviceCache } from './device-cache.ts'
import type { ExecutionProvider } from './devices/execution-provider.ts'
import { createInPlaceCache, type InPlaceCache } from './in-place-cache.ts'
import { createLogitsBuffer } from './logits-buffer.ts'
import { interrupted, loadFailed, runFailed } from './runtime-error.ts'
import { type Binding, type NativeSession, openNativeSession } from './runtime-library/native-session.ts'
import { createNativeTensor } from './runtime-library/native-tensor.ts'
import { openRuntimeLibrary, type RuntimeLibrary } from './runtime-library/runtime-library.ts'
import { createSlotLengths } from './slot-lengths.ts'
import type { SlotRunner, WantedLogits } from './slot-runner.ts'
import { type StepRow, stepInputs } from './step-inputs.ts'

export interface InPlaceRunnerOptions {
  /** Threads that compute one operation together. */
  readonly threads: number
  readonly slotCount: number
  readonly slotLength: number
  /** For files that do not tell the width of their logits. */
  readonly vocabularySize: number
  /** Where it computes, and where keys and values stay. Defaults to the CPU. */
  readonly executionProvider?: ExecutionProvider
}

/**
 * Steps that take no longer are computed on the event loop's thread: waking another one and being woken by it costs
 * more than it brings, above all where other models keep the cores busy.
 */
const SHORT_STEP_MS = 20

/**
 * The fast way to keep keys and values: attention reads and writes them where they lie, so that a step costs what its
 * context costs. For graphs whose attention is `GroupQueryAttention`; others fail at their first run.
 * Throws MODEL_LOAD_FAILED or OUT_OF_MEMORY.
 */
export async function openInPlaceRunner(
  graphPath: string,
  options: InPlaceRunnerOptions,
): Promise<SlotRunner> {
  const { slotCount, slotLength, executionProvider = 'cpu' } = options
  const { runtime, session, graph, cache } = await open(graphPath, { ...options, executionProvider })
  const vocabularySize = graph.vocabularySize ?? options.vocabularySize
  const lengths = createSlotLengths(slotCount, slotLength)
  const step = createStep({ runtime, session, graph, cache, executionProvider }, vocabularySize)
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
  const decode = async (rows: readonly StepRow[]): Promise<Float32Array> => {
    if (rows.length <= cache.rowsPerRun) return read(0, rows, 'last')
    const logits = new Float32Array(rows.length * vocabularySize)
    for (let row = 0; row < rows.length; row += cache.rowsPerRun) {
      const part = await read(row, rows.slice(row, row + cache.rowsPerRun), 'last')
      logits.set(part, row * vocabularySize)
    }
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
    prefill: (slot, start, tokenIds, wanted) => begin(() => read(slot, [{ start, tokenIds }], wanted)),
    decode: (rows) => begin(() => decode(rows.map(({ start, tokenId }) => ({ start, tokenIds: [tokenId] })))),
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

interface Parts {
  readonly runtime: RuntimeLibrary
  readonly session: NativeSession
  readonly graph: DecoderGraph
  readonly cache: InPlaceCache
}

type OpenOptions = Required<InPlaceRunnerOptions>

async function open(graphPath: string, options: OpenOptions): Promise<Parts> {
  const { runtime, session } = await load(graphPath, options)
  try {
    const graph = describeDecoderGraph(session.inputs, session.outputs)
    const cache = await createCache(runtime, session, graph, options).catch((thrown: unknown) => {
      throw loadFailed(thrown)
    })
    return { runtime, session, graph, cache }
  } catch (thrown) {
    await session.dispose()
    throw thrown
  }
}

async function load(graphPath: string, { threads, executionProvider }: OpenOptions) {
  try {
    const runtime = await openRuntimeLibrary()
    return { runtime, session: await openNativeSession(runtime, graphPath, { threads, executionProvider }) }
  } catch (thrown) {
    throw loadFailed(thrown)
  }
}

async function createCache(
  runtime: RuntimeLibrary,
  session: NativeSession,
  { caches }: DecoderGraph,
  options: OpenOptions,
): Promise<InPlaceCache> {
  const { executionProvider, slotCount, slotLength } = options
  if (executionProvider === 'cpu') return createInPlaceCache(runtime, caches, slotCount, slotLength)
  return createDeviceCache(runtime, session, caches, { executionProvider, slotCount, slotLength })
}

type Step = (first: number, rows: readonly StepRow[], wanted: WantedLogits) => Promise<Float32Array>

function createStep(
  { runtime, session, graph, cache, executionProvider }: Parts & Pick<OpenOptions, 'executionProvider'>,
  vocabularySize: number,
): Step {
  const logitsBuffer = createLogitsBuffer(runtime, graph, vocabularySize)
  /** How long the last decode step of each number of rows took. */
  const decodeMs: number[] = []
  const run = async (inputs: readonly Binding[], outputs: readonly Binding[], rows: readonly StepRow[]) => {
    const isPrefill = rows.some(({ tokenIds }) => tokenIds.length > 1)
    if (isPrefill || executionProvider !== 'cpu') return session.run(inputs, outputs, 'aside')
    const isShort = (decodeMs[rows.length] ?? SHORT_STEP_MS) < SHORT_STEP_MS
    const startedAt = performance.now()
    await session.run(inputs, outputs, isShort ? 'here' : 'aside')
    decodeMs[rows.length] = performance.now() - startedAt
  }
  return async (first, rows, wanted) => {
    const view = cache.view(first, rows.length)
    // Without waiting where there is nothing to wait for: the run begins with the call, and can be interrupted.
    const { past, present } = view instanceof Promise ? await view : view
    const inputs = stepInputs(graph, rows, wanted).map(({ name, type, data, dims }) => ({
      name,
      tensor: createNativeTensor(runtime, data, type, dims),
    }))
    const length = rows[0]?.tokenIds.length ?? 0
    const logits = wanted === 'none' ? null : logitsBuffer.take(rows.length, length, wanted)
    const outputs = logits === null ? present : [...present, { name: 'logits', tensor: logits.tensor }]
    try {
      await run([...inputs, ...past], outputs, rows)
    } finally {
      for (const { tensor } of inputs) tensor.release()
      logits?.tensor.release()
    }
    return logits?.read() ?? new Float32Array()
  }
}
