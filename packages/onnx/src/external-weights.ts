import { type DecoderConfig, embeddingName, headName } from './decoder-config.ts'
import type { Graph, Tensor, Value } from './graph.ts'
import type { DecoderWeights } from './grouped-query-decoder.ts'
import { rotationNames, type StoredParameter, type StoredTensor, type WeightLayout } from './weight-layout.ts'
import { BLOCK_SIZE, blockBits } from './weight-precision.ts'

/**
 * How `MatMulNBits` multiplies blocks: 4 rounds the vectors to 8 bits, which is fast but depends a little on how many
 * rows are multiplied together; 1 computes in single precision.
 */
export type AccuracyLevel = 1 | 4

export type ExternalFile = {
  /** Name of the file of the weights, beside the model's. */
  readonly file: string
  readonly layout: WeightLayout
  readonly accuracyLevel: AccuracyLevel
}

/** Weights that lie in a file of their own, as `weightLayout` plans it. */
export function externalWeights(
  graph: Graph,
  config: DecoderConfig,
  { file, layout, accuracyLevel }: ExternalFile,
): DecoderWeights {
  const declare = ({ name, type, shape, offset, length }: StoredTensor) =>
    graph.externalConstant(name, type, shape, { file, offset, length })
  const declared = new Map<string, readonly Tensor[]>()
  const find = (name: string) => {
    const stored = layout.parameters.get(name)
    const tensors = declared.get(name) ?? stored?.tensors.map(declare) ?? []
    declared.set(name, tensors)
    const [first, scales = null] = tensors
    if (!stored || !first) throw new Error(`The graph has no parameter "${name}".`)
    return { stored, first, scales }
  }
  const casts = new Map<string, Value>()
  /** In single precision: ONNX Runtime folds the Cast away when it loads the file. */
  const single = (name: string): Value => {
    const { first } = find(name)
    if (first.type === 'float32') return first
    const attributes = { to: { type: 'float32' } } as const
    const cast = casts.get(name) ?? graph.node('Cast', [first], first.shape, { attributes })
    casts.set(name, cast)
    return cast
  }
  const project = (x: Value, matrix: string, biasName?: string): Value => {
    const { stored, first, scales } = find(matrix)
    const shape = [x.shape[0] ?? '', stored.rows]
    const bias = biasName === undefined ? null : single(biasName)
    const bits = blockBits(stored.precision)
    if (bits === null) {
      const attributes = { transB: 1 }
      return graph.node('Gemm', [x, single(matrix), ...(bias ? [bias] : [])], shape, { attributes })
    }
    const inputs = [x, first, scales, ...(bias ? [null, null, bias] : [])]
    const size = { K: stored.columns, N: stored.rows }
    const attributes = { ...size, bits, block_size: BLOCK_SIZE, accuracy_level: accuracyLevel }
    return graph.node('MatMulNBits', inputs, shape, { attributes, domain: 'com.microsoft' })
  }
  const embed = (ids: Value): Value => {
    const { stored, scales } = find(embeddingName)
    const shape = [...ids.shape, config.hiddenSize]
    const bits = blockBits(stored.precision)
    if (bits === null) return graph.node('Gather', [single(embeddingName), ids], shape)
    const attributes = { gather_axis: 0, quantize_axis: 1, block_size: BLOCK_SIZE, bits }
    const rows = declare(asRows(stored, bits))
    return graph.node('GatherBlockQuantized', [rows, ids, scales], shape, {
      attributes,
      domain: 'com.microsoft',
    })
  }
  return {
    embed,
    project,
    head: (x) => project(x, headName(config)),
    gain: single,
    rotation: { cosines: single(rotationNames.cosines), sines: single(rotationNames.sines) },
  }
}

/** The same bytes in the shape that looking up whole rows asks for: the head and the embedding share them. */
function asRows({ tensors: [blocks], rows, columns }: StoredParameter, bits: number): StoredTensor {
  if (!blocks) throw new Error('The embedding has no tensors.')
  return { ...blocks, name: `${embeddingName}.rows`, shape: [rows, (columns * bits) / 8] }
}
