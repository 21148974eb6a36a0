import type { ModelFiles } from '../model/make-models.ts'
import type { ModelShape } from '../model/model-shape.ts'
import { checkpointTensors, elementsOf, headSizeOf } from '../model/model-shape.ts'
import type { Precision } from './protocol.ts'
import type { Program } from './start-competitor.ts'

/** Everyone who is measured. */
export interface Contestant {
  readonly id: 'trialogue' | 'llama-cpp' | 'llama-cpp-flash' | 'transformers-js'
  readonly title: string
  readonly program: Program
  readonly modelPath: (files: ModelFiles, precision: Precision) => string
  /** Bytes of one weight of a matrix, its share of the block's scale included. */
  readonly weightBytes: Readonly<Record<Precision, number>>
  /** Bytes of one number in the KV cache. */
  readonly cacheBytes: number
}

/** Blocks of 32 with a scale in single precision, as ONNX Runtime's `MatMulNBits` reads them. */
const onnxWeights = { fp32: 4, q8: (32 + 4) / 32, q4: (16 + 4) / 32 } as const
/** Q8_0 and Q4_0: blocks of 32 with a scale in half precision. */
const ggufWeights = { fp32: 4, q8: (32 + 2) / 32, q4: (16 + 2) / 32 } as const

export const trialogue: Contestant = {
  id: 'trialogue',
  title: 'Trialogue',
  program: {
    file: new URL('./trialogue.ts', import.meta.url),
    args: [],
    holdsManyModels: true,
  },
  modelPath: (files, precision) => files.trialogue[precision],
  weightBytes: onnxWeights,
  cacheBytes: 4,
}

const llamaCpp: Contestant = {
  id: 'llama-cpp',
  title: 'llama.cpp',
  program: {
    file: new URL('../peers/llama-cpp.ts', import.meta.url),
    args: [],
    holdsManyModels: false,
  },
  modelPath: (files, precision) => files.gguf[precision],
  weightBytes: ggufWeights,
  cacheBytes: 2,
}

const transformersJs: Contestant = {
  id: 'transformers-js',
  title: 'transformers.js',
  program: {
    file: new URL('../peers/transformers-js.ts', import.meta.url),
    args: [],
    holdsManyModels: false,
  },
  modelPath: (files, precision) => files.huggingFace[precision],
  weightBytes: onnxWeights,
  cacheBytes: 4,
}

/** llama.cpp runs both ways: which is faster depends on the machine and the context. */
export const peers: readonly Contestant[] = [
  llamaCpp,
  {
    ...llamaCpp,
    id: 'llama-cpp-flash',
    title: 'llama.cpp, flash attention',
    program: { ...llamaCpp.program, args: ['flash-attention'] },
  },
  transformersJs,
]

/**
 * Bytes that must come from memory for one decode step: all weights once, the cache of every sequence. The head is the
 * embedding, and is read whole; of the embedding itself a row is read, which counts for nothing.
 */
export function bytesPerStep(
  { weightBytes, cacheBytes }: Contestant,
  shape: ModelShape,
  step: { precision: Precision; sequences: number; context: number },
): number {
  const matrices = checkpointTensors(shape).filter((tensor) => tensor.shape.length === 2)
  const weights = matrices.reduce((sum, tensor) => sum + elementsOf(tensor.shape), 0)
  const cached = 2 * shape.num_hidden_layers * shape.num_key_value_heads * headSizeOf(shape)
  return weights * weightBytes[step.precision] + step.sequences * step.context * cached * cacheBytes
}
