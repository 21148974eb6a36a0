import { describeDecoderGraph } from './decoder-graph.ts'
import { createInPlaceCache } from './in-place-cache.ts'
import { createLogitsBuffer } from './logits-buffer.ts'
import { interrupted, loadFailed, runFailed } from './runtime-error.ts'
import { type Binding, openNativeSession } from './runtime-library/native-session.ts'
import { createNativeTensor } from './runtime-library/native-tensor.ts'
import { openRuntimeLibrary } from './runtime-library/runtime-library.ts'
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
  const step = createStep({ runtime, session, graph, cache }, vocabularySize)
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

type Parts = Awaited<ReturnType<typeof open>>
type Step = (first: number, rows: readonly StepRow[], wanted: WantedLogits) => Promise<Float32Array>

function createStep({ runtime, session, graph, cache }: Parts, vocabularySize: number): Step {
  const logitsBuffer = createLogitsBuffer(runtime, graph, vocabularySize)
  /** How long the last decode step of each number of rows took. */
  const decodeMs: number[] = []
  const run = async (inputs: readonly Binding[], outputs: readonly Binding[], rows: readonly StepRow[]) => {
    if (rows.some(({ tokenIds }) => tokenIds.length > 1)) return session.run(inputs, outputs, 'aside')
    const isShort = (decodeMs[rows.length] ?? SHORT_STEP_MS) < SHORT_STEP_MS
    const startedAt = performance.now()
    await session.run(inputs, outputs, isShort ? 'here' : 'aside')
    decodeMs[rows.length] = performance.now() - startedAt
  }
  return async (first, rows, wanted) => {
    const { past, present } = cache.view(first, rows.length)
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
