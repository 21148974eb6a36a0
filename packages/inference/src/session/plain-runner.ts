import { AppError } from '@trialogue/contract'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { type CacheShape, type DecoderGraph, describeDecoderGraph } from './decoder-graph.ts'
import { widenHalf } from './half-precision.ts'
import { interrupted, loadFailed, runFailed } from './runtime-error.ts'
import { createSlotLengths } from './slot-lengths.ts'
import type { SlotRunner, WantedLogits } from './slot-runner.ts'
import { stepInputs } from './step-inputs.ts'

type Tensors = Record<string, Tensor>

/** Keys and values of one sequence, a tensor [1, heads, length, headSize] per cache of the graph. Never written to. */
type Past = { readonly length: number; readonly tensors: readonly Tensor[] }

export interface PlainRunnerOptions {
  /** Threads that compute one operation together. */
  readonly threads: number
  readonly slotCount: number
  readonly slotLength: number
  /** Why the fast path was not taken. */
  readonly reason: string
  /** Where to write the graph as it was optimized for this machine, its weights beside it. */
  readonly optimizedModelPath?: string
}

/**
 * The plain way to keep keys and values: those that one run returns are fed to the next, each sequence in runs of its
 * own. The time of a step grows with the length of the sequence, but it works with every graph: a file's path or its
 * contents.
 * Throws MODEL_LOAD_FAILED or OUT_OF_MEMORY.
 */
export async function openPlainRunner(
  source: string | Uint8Array,
  options: PlainRunnerOptions,
): Promise<SlotRunner> {
  const { slotCount, slotLength } = options
  const session = await openSession(source, options)
  const { graph, vocabularySize } = await describe(session).catch(async (thrown: unknown) => {
    await session.release()
    throw thrown
  })
  const slots = new Array<Past>(slotCount).fill(emptyPast(graph))
  const lengths = createSlotLengths(slotCount, slotLength)
  let isInterrupted = false

  const read = async (slot: number, start: number, tokenIds: readonly number[], wanted: WantedLogits) => {
    lengths.begin(slot, start, tokenIds.length)
    const past = truncate(slots[slot] ?? emptyPast(graph), start, graph.caches)
    const outputs = await run(session, graph, past, tokenIds, wanted)
    if (isInterrupted) throw interrupted()
    const tensors = graph.caches.map(({ name }) => {
      const present = outputOf(outputs, `present.${name}`)
      return cacheTensor(numbersOf(present), present.dims)
    })
    slots[slot] = { length: start + tokenIds.length, tensors }
    lengths.finish(slot, start + tokenIds.length)
    if (wanted === 'none') return new Float32Array()
    const logits = toFloat32(outputOf(outputs, 'logits'))
    return wanted === 'all' ? logits : logits.subarray(logits.length - vocabularySize)
  }
  return {
    executionProvider: 'cpu',
    cachePath: 'plain',
    plainReason: options.reason,
    slotCount,
    slotLength,
    vocabularySize,
    prefill(slot, start, tokenIds, wanted) {
      isInterrupted = false
      return read(slot, start, tokenIds, wanted)
    },
    async decode(rows) {
      isInterrupted = false
      const logits = new Float32Array(rows.length * vocabularySize)
      for (const [slot, { start, tokenId }] of rows.entries()) {
        logits.set(await read(slot, start, [tokenId], 'last'), slot * vocabularySize)
      }
      return logits
    },
    copySlot(from, to, length) {
      lengths.copy(from, to, length)
      slots[to] = truncate(slots[from] ?? emptyPast(graph), length, graph.caches)
    },
    swapSlots(a, b) {
      lengths.swap(a, b)
      const kept = slots[a] ?? emptyPast(graph)
      slots[a] = slots[b] ?? emptyPast(graph)
      slots[b] = kept
    },
    // A run of onnxruntime-node cannot be stopped: it ends first.
    interrupt() {
      isInterrupted = true
    },
    dispose: () => session.release(),
  }
}

function openSession(graph: string | Uint8Array, options: PlainRunnerOptions): Promise<InferenceSession> {
  const { threads, optimizedModelPath } = options
  // Threads that wait without sleeping take the cores from the other models.
  const settings = { 'intra_op.allow_spinning': '0', 'inter_op.allow_spinning': '0' }
  const sessionOptions: InferenceSession.SessionOptions = {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    ...(optimizedModelPath === undefined
      ? { extra: { session: settings } }
      : { optimizedModelFilePath: optimizedModelPath, extra: { session: { ...settings, ...prepacked } } }),
  }
  const session =
    typeof graph === 'string'
      ? InferenceSession.create(graph, sessionOptions)
      : InferenceSession.create(graph, sessionOptions)
  return session.catch((thrown: unknown) => {
    throw loadFailed(thrown)
  })
}

/** The file that holds the weights of an optimized graph, beside it. */
export const prepackedWeightsName = 'model.data'

/** Writes weights as the kernels want them, into a file that sessions map into memory. */
const prepacked = {
  save_external_prepacked_constant_initializers: '1',
  optimized_model_external_initializers_file_name: prepackedWeightsName,
  optimized_model_external_initializers_min_size_in_bytes: '1024',
}

async function describe(session: InferenceSession): Promise<{ graph: DecoderGraph; vocabularySize: number }> {
  const info = (value: InferenceSession.ValueMetadata) =>
    value.isTensor ? value : { name: value.name, type: null, shape: [] }
  const graph = describeDecoderGraph(session.inputMetadata.map(info), session.outputMetadata.map(info))
  return { graph, vocabularySize: graph.vocabularySize ?? (await measureVocabulary(session, graph)) }
}

async function run(
  session: InferenceSession,
  graph: DecoderGraph,
  past: Past,
  tokenIds: readonly number[],
  wanted: WantedLogits,
): Promise<Tensors> {
  const feeds: Tensors = {}
  for (const { name, type, data, dims } of stepInputs(graph, [{ start: past.length, tokenIds }], wanted)) {
    feeds[name] = new Tensor(type, data, dims)
  }
  graph.caches.forEach(({ name }, index) => {
    const tensor = past.tensors[index]
    if (tensor !== undefined) feeds[`past_key_values.${name}`] = tensor
  })
  const presents = graph.caches.map(({ name }) => `present.${name}`)
  // Outputs that are not asked for are not copied.
  return session
    .run(feeds, wanted === 'none' ? presents : [...presents, 'logits'])
    .catch((thrown: unknown) => {
      throw runFailed(thrown)
    })
}

/** For files that do not tell the width of their logits. */
async function measureVocabulary(session: InferenceSession, graph: DecoderGraph): Promise<number> {
  const outputs = await run(session, graph, emptyPast(graph), [0], 'last')
  const size = outputOf(outputs, 'logits').dims.at(-1)
  if (size) return size
  throw new AppError('MODEL_LOAD_FAILED', 'The model cannot be loaded: it gives no logits.')
}

const elements = { float32: Float32Array, float16: Uint16Array } as const

/**
 * onnxruntime-node 1.30 takes half-precision numbers as their bits only, but onnxruntime-common makes a Float16Array of
 * them where JavaScript has one: its native side then finds no data ("not enough space").
 */
function cacheTensor(data: Float32Array | Uint16Array, dims: readonly number[]): Tensor {
  if (data instanceof Float32Array) return new Tensor(data, dims)
  return Object.defineProperty(new Tensor('float16', data, dims), 'data', { value: data })
}

function emptyPast({ caches }: DecoderGraph): Past {
  const tensors = caches.map(({ type, heads, headSize }) =>
    cacheTensor(new elements[type](), [1, heads, 0, headSize]),
  )
  return { length: 0, tensors }
}

/** The first `length` tokens of a sequence, in tensors of their own. */
function truncate(past: Past, length: number, caches: readonly CacheShape[]): Past {
  if (length === past.length) return past
  const tensors = past.tensors.map((tensor, index) => {
    const { type, heads, headSize } = caches[index] ?? { type: 'float32', heads: 0, headSize: 0 }
    const source = numbersOf(tensor)
    const target = new elements[type](heads * length * headSize)
    for (let head = 0; head < heads; head++) {
      const from = head * past.length * headSize
      target.set(source.subarray(from, from + length * headSize), head * length * headSize)
    }
    return cacheTensor(target, [1, heads, length, headSize])
  })
  return { length, tensors }
}

/** The numbers of a tensor; those in half precision as their bits. */
function numbersOf({ data, type }: Tensor): Float32Array | Uint16Array {
  if (data instanceof Float32Array) return data
  if (type === 'float16' && ArrayBuffer.isView(data)) {
    return new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2)
  }
  throw new AppError('GENERATION_FAILED', `The model gives ${type} where it said float32 or float16.`)
}

function toFloat32(tensor: Tensor): Float32Array {
  const numbers = numbersOf(tensor)
  return numbers instanceof Float32Array ? numbers : widenHalf(numbers, new Float32Array(numbers.length))
}

function outputOf(outputs: Tensors, name: string): Tensor {
  const output = outputs[name]
  if (output !== undefined) return output
  throw new AppError('GENERATION_FAILED', `The model's ONNX file has no output "${name}".`)
}
