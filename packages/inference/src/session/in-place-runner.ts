import { type DecoderGraph, describeDecoderGraph, type FloatType } from './decoder-graph.ts'
import { widenHalf } from './half-precision.ts'
import { createInPlaceCache } from './in-place-cache.ts'
import { interrupted, loadFailed, runFailed } from './runtime-error.ts'
import { openNativeSession } from './runtime-library/native-session.ts'
import { createNativeTensor, type NativeTensor } from './runtime-library/native-tensor.ts'
import { openRuntimeLibrary, type RuntimeLibrary } from './runtime-library/runtime-library.ts'
import { createSlotLengths } from './slot-lengths.ts'
import type { SlotRunner, WantedLogits } from './slot-runner.ts'
import { logitRowCount, type StepRow, stepInputs } from './step-inputs.ts'

export interface InPlaceRunnerOptions {
  /** Threads that compute one operation together. */
  readonly threads: number
  readonly slotCount: number
  readonly slotLength: number
  /** For files that do not tell the width of their logits. */
  readonly vocabularySize: number
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
  const { slotCount, slotLength } = options
  const { runtime, session, graph, cache } = await open(graphPath, options)
  const vocabularySize = graph.vocabularySize ?? options.vocabularySize
  const lengths = createSlotLengths(slotCount, slotLength)
  const logitsBuffer = createLogitsBuffer(runtime, graph, vocabularySize)
  /** How long the last decode step of each number of rows took. */
  const stepMs: number[] = []
  let isInterrupted = false

  /** Reads rows of equal length into the slots from `first` on. */
  const read = async (
    first: number,
    rows: readonly StepRow[],
    wanted: WantedLogits,
  ): Promise<Float32Array> => {
    if (rows.length === 0) return new Float32Array()
    rows.forEach(({ start, tokenIds }, row) => {
      lengths.begin(first + row, start, tokenIds.length)
    })
    isInterrupted = false
    const { past, present } = cache.view(first, rows.length)
    const inputs = stepInputs(graph, rows, wanted).map(({ name, type, data, dims }) => ({
      name,
      tensor: createNativeTensor(runtime, data, type, dims),
    }))
    const length = rows[0]?.tokenIds.length ?? 0
    const logits = wanted === 'none' ? null : logitsBuffer.take(rows.length, length, wanted)
    try {
      const outputs = logits === null ? present : [...present, { name: 'logits', tensor: logits.tensor }]
      const isShort = length === 1 && (stepMs[rows.length] ?? SHORT_STEP_MS) < SHORT_STEP_MS
      const startedAt = performance.now()
      await session.run([...inputs, ...past], outputs, isShort ? 'here' : 'aside')
      if (length === 1) stepMs[rows.length] = performance.now() - startedAt
    } catch (thrown) {
      throw isInterrupted ? interrupted(thrown) : runFailed(thrown)
    } finally {
      for (const { tensor } of inputs) tensor.release()
      logits?.tensor.release()
    }
    // It may have been done before it looked.
    if (isInterrupted) throw interrupted()
    rows.forEach(({ start, tokenIds }, row) => {
      lengths.finish(first + row, start + tokenIds.length)
    })
    return logits?.read() ?? new Float32Array()
  }
  return {
    executionProvider: 'cpu',
    cachePath: 'in-place',
    plainReason: null,
    slotCount,
    slotLength,
    vocabularySize,
    prefill: (slot, start, tokenIds, wanted) => read(slot, [{ start, tokenIds }], wanted),
    decode: (rows) =>
      read(
        0,
        rows.map(({ start, tokenId }) => ({ start, tokenIds: [tokenId] })),
        'last',
      ),
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
      await session.dispose()
      cache.dispose()
    },
  }
}

async function open(graphPath: string, { threads, slotCount, slotLength }: InPlaceRunnerOptions) {
  const { runtime, session } = await load(graphPath, threads)
  try {
    const graph = describeDecoderGraph(session.inputs, session.outputs)
    return {
      runtime,
      session,
      graph,
      cache: createInPlaceCache(runtime, graph.caches, slotCount, slotLength),
    }
  } catch (thrown) {
    await session.dispose()
    // JavaScript's error for memory that cannot be had.
    if (thrown instanceof RangeError) throw loadFailed(thrown)
    throw thrown
  }
}

async function load(graphPath: string, threads: number) {
  try {
    const runtime = await openRuntimeLibrary()
    return { runtime, session: await openNativeSession(runtime, graphPath, { threads }) }
  } catch (thrown) {
    throw loadFailed(thrown)
  }
}

type Logits = {
  readonly tensor: NativeTensor
  /** The wanted rows, once they have been written. */
  read(): Float32Array
}

/** Memory for the logits of one run, used again by the next one. */
function createLogitsBuffer(runtime: RuntimeLibrary, graph: DecoderGraph, vocabularySize: number) {
  const elementBytes = graph.logitsType === 'float16' ? 2 : 4
  let memory = new ArrayBuffer(0)
  return {
    take(rows: number, length: number, wanted: WantedLogits): Logits {
      const given = logitRowCount(graph, rows, length, wanted)
      const byteCount = given * vocabularySize * elementBytes
      if (memory.byteLength < byteCount) memory = new ArrayBuffer(byteCount)
      const dims = graph.layout === 'slots' ? [given] : [rows, given / rows]
      const view = new Uint8Array(memory, 0, byteCount)
      const tensor = createNativeTensor(runtime, view, graph.logitsType, [...dims, vocabularySize])
      const count = wanted === 'all' ? given : rows
      return { tensor, read: () => lastNumbers(view, graph.logitsType, count * vocabularySize) }
    },
  }
}

/** Of one sequence the last rows of logits are the wanted ones; of several there is one row each. */
function lastNumbers(bytes: Uint8Array<ArrayBuffer>, type: FloatType, count: number): Float32Array {
  if (type === 'float32') return new Float32Array(bytes.buffer, bytes.byteLength - count * 4, count)
  const half = new Uint16Array(bytes.buffer, bytes.byteLength - count * 2, count)
  return widenHalf(half, new Float32Array(count))
}
