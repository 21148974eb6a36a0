import {
  attentionShape,
  type DecoderConfig,
  decoderParameters,
  embeddingName,
  headName,
} from './decoder-config.ts'
import { toFloat16 } from './float16.ts'
import type { Graph, Value } from './graph.ts'
import type { DecoderWeights } from './grouped-query-decoder.ts'
import { rotaryCaches } from './rotary-caches.ts'

export type StoredPrecision = 'half' | 'single'

/**
 * Writes every tensor of `decoderParameters` into the model's file under its name; `readInitializers` gets them back.
 * The values are in single precision: in half precision ONNX Runtime folds the Casts away when it loads the file.
 * Throws when a parameter is missing.
 */
export function storeParameters(
  graph: Graph,
  config: DecoderConfig,
  parameters: ReadonlyMap<string, Float32Array>,
  precision: StoredPrecision,
): (name: string) => Value {
  const stored = decoderParameters(config).map(({ name, shape }): [string, Value] => {
    const data = parameters.get(name)
    if (!data) throw new Error(`The parameter "${name}" is missing: pass every tensor of decoderParameters.`)
    if (precision === 'single') return [name, graph.constant(data, shape, name)]
    const half = graph.constant(toFloat16(data), shape, name)
    return [name, graph.node('Cast', [half], shape, { attributes: { to: { type: 'float32' } } })]
  })
  const values = new Map(stored)
  return (name) => {
    const value = values.get(name)
    if (!value) throw new Error(`The graph has no parameter "${name}".`)
    return value
  }
}

/** Weights that lie in the model's file, as `storeParameters` writes them. */
export function inlineWeights(
  graph: Graph,
  config: DecoderConfig,
  stored: (name: string) => Value,
): DecoderWeights {
  const { hiddenSize, vocabSize, contextLength } = config
  const { cosines, sines } = rotaryCaches(config)
  const rotationShape = [contextLength, attentionShape(config).headSize / 2]
  return {
    embed: (ids) => graph.node('Gather', [stored(embeddingName), ids], [...ids.shape, hiddenSize]),
    project(x, matrix, bias) {
      const weight = stored(matrix)
      const shape = [x.shape[0] ?? '', weight.shape[1] ?? '']
      return graph.node('Gemm', bias === undefined ? [x, weight] : [x, weight, stored(bias)], shape)
    },
    head(x) {
      const attributes = { transB: 1 }
      return graph.node('Gemm', [x, stored(headName(config))], [x.shape[0] ?? '', vocabSize], { attributes })
    },
    gain: stored,
    rotation: {
      cosines: graph.constant(cosines, rotationShape),
      sines: graph.constant(sines, rotationShape),
    },
  }
}
