import { type DecoderConfig, layerParameterNames } from './decoder-config.ts'
import { decoderSizes, type Rotation } from './decoder-positions.ts'
import type { Graph, Value } from './graph.ts'

const { batch: BATCH, sequence: SEQUENCE, total: TOTAL } = decoderSizes

/** What every part of the decoder graph needs while it is being written. */
export type DecoderModel = {
  readonly graph: Graph
  readonly config: DecoderConfig
  readonly headSize: number
  readonly weights: ReadonlyMap<string, Value>
  readonly rotation: Rotation
  /** Added to the attention scores: hides the future and what the attention mask switches off. */
  readonly scoreBias: Value
}

/** Keys and values of one layer, [batch, heads, tokens, headSize]. */
export type Cache = { readonly key: Value; readonly value: Value }

/** A stored parameter, in single precision. */
export function weight(model: DecoderModel, name: string): Value {
  const value = model.weights.get(name)
  if (!value) throw new Error(`The graph has no parameter "${name}".`)
  return value
}

/** [batch, sequence, hidden] → [batch, heads, sequence, headSize]. */
function splitHeads(model: DecoderModel, x: Value): Value {
  const { graph, config, headSize } = model
  // A zero in a Reshape keeps the dimension of the input.
  const shape = graph.integers([0, 0, config.headCount, headSize])
  const perHead = graph.node('Reshape', [x, shape], [BATCH, SEQUENCE, config.headCount, headSize])
  const attributes = { perm: [0, 2, 1, 3] }
  return graph.node('Transpose', [perHead], [BATCH, config.headCount, SEQUENCE, headSize], { attributes })
}

function rotate(model: DecoderModel, x: Value): Value {
  const { graph, config, headSize, rotation } = model
  const halfShape = [BATCH, config.headCount, SEQUENCE, headSize / 2]
  const attributes = { axis: 3 }
  const sizes = graph.integers([headSize / 2, headSize / 2])
  const [left, right] = graph.nodeWithOutputs('Split', [x, sizes], [halfShape, halfShape], { attributes })
  if (!left || !right) throw new Error('Split returned fewer than two outputs.')
  const apply = (operator: string, a: Value, b: Value) => graph.node(operator, [a, b], halfShape)
  const turnedLeft = apply('Sub', apply('Mul', left, rotation.cosines), apply('Mul', right, rotation.sines))
  const turnedRight = apply('Add', apply('Mul', right, rotation.cosines), apply('Mul', left, rotation.sines))
  return graph.node('Concat', [turnedLeft, turnedRight], x.shape, { attributes })
}

/**
 * Causal self-attention of x [batch, sequence, hidden] over what the cache holds and x itself.
 * Returns the layer's contribution and the cache with x appended.
 */
export function attention(
  model: DecoderModel,
  x: Value,
  layer: number,
  past: Cache,
): { output: Value; present: Cache } {
  const { graph, config, headSize } = model
  const { hiddenSize, headCount } = config
  const names = layerParameterNames(layer)
  const packedShape = [BATCH, SEQUENCE, 3 * hiddenSize]
  const packed = graph.node('MatMul', [x, weight(model, names.queryKeyValue)], packedShape)
  const sizes = graph.integers([hiddenSize, hiddenSize, hiddenSize])
  const shapes = [x.shape, x.shape, x.shape]
  const parts = graph.nodeWithOutputs('Split', [packed, sizes], shapes, { attributes: { axis: 2 } })
  const [query, key, value] = parts.map((part) => splitHeads(model, part))
  if (!query || !key || !value) throw new Error('Split returned fewer than three outputs.')
  const cacheShape = [BATCH, headCount, TOTAL, headSize]
  const extend = (before: Value, added: Value) =>
    graph.node('Concat', [before, added], cacheShape, { attributes: { axis: 2 } })
  const present = { key: extend(past.key, rotate(model, key)), value: extend(past.value, value) }
  const scaled = graph.node('Mul', [rotate(model, query), graph.scalar(headSize ** -0.5)], query.shape)
  const turned = graph.node('Transpose', [present.key], [BATCH, headCount, headSize, TOTAL], {
    attributes: { perm: [0, 1, 3, 2] },
  })
  const scoreShape = [BATCH, headCount, SEQUENCE, TOTAL]
  const scores = graph.node('MatMul', [scaled, turned], scoreShape)
  const biased = graph.node('Add', [scores, model.scoreBias], scoreShape)
  const probabilities = graph.node('Softmax', [biased], scoreShape, { attributes: { axis: -1 } })
  const mixed = graph.node('MatMul', [probabilities, present.value], query.shape)
  const bySequence = graph.node('Transpose', [mixed], [BATCH, SEQUENCE, headCount, headSize], {
    attributes: { perm: [0, 2, 1, 3] },
  })
  const joined = graph.node('Reshape', [bySequence, graph.integers([0, 0, hiddenSize])], x.shape)
  return { output: graph.node('MatMul', [joined, weight(model, names.attentionOutput)], x.shape), present }
}
