import { attentionShape, type DecoderConfig, layerParameterNames } from './decoder-config.ts'
import { decoderSizes, type Rotation } from './decoder-positions.ts'
import type { Graph, Value } from './graph.ts'
import type { LayerCache } from './grouped-query-decoder.ts'

const { batch: BATCH, sequence: SEQUENCE, total: TOTAL } = decoderSizes

/** What every part of the decoder graph needs while it is being written. */
export type DecoderModel = {
  readonly graph: Graph
  readonly config: DecoderConfig
  readonly headSize: number
  /** A stored parameter, in single precision. */
  readonly weights: (name: string) => Value
  readonly rotation: Rotation
  /** Added to the attention scores: hides the future and what the attention mask switches off. */
  readonly scoreBias: Value
}

/** [batch, sequence, heads · headSize] → [batch, heads, sequence, headSize]. */
function splitHeads(model: DecoderModel, x: Value, heads: number): Value {
  const { graph, headSize } = model
  // A zero in a Reshape keeps the dimension of the input.
  const shape = graph.integers([0, 0, heads, headSize])
  const perHead = graph.node('Reshape', [x, shape], [BATCH, SEQUENCE, heads, headSize])
  const attributes = { perm: [0, 2, 1, 3] }
  return graph.node('Transpose', [perHead], [BATCH, heads, SEQUENCE, headSize], { attributes })
}

function rotate(model: DecoderModel, x: Value): Value {
  const { graph, headSize, rotation } = model
  const halfShape = [...x.shape.slice(0, -1), headSize / 2]
  const attributes = { axis: 3 }
  const sizes = graph.integers([headSize / 2, headSize / 2])
  const [left, right] = graph.nodeWithOutputs('Split', [x, sizes], [halfShape, halfShape], { attributes })
  if (!left || !right) throw new Error('Split returned fewer than two outputs.')
  const apply = (operator: string, a: Value, b: Value) => graph.node(operator, [a, b], halfShape)
  const turnedLeft = apply('Sub', apply('Mul', left, rotation.cosines), apply('Mul', right, rotation.sines))
  const turnedRight = apply('Add', apply('Mul', right, rotation.cosines), apply('Mul', left, rotation.sines))
  return graph.node('Concat', [turnedLeft, turnedRight], x.shape, { attributes })
}

/** Queries, keys and values of x [batch, sequence, hidden], each [batch, heads, sequence, headSize]. */
function project(model: DecoderModel, x: Value, layer: number): { query: Value; key: Value; value: Value } {
  const { graph, config, headSize } = model
  const { keyValueHeadCount, packedWidth } = attentionShape(config)
  const names = layerParameterNames(layer)
  const packedShape = [BATCH, SEQUENCE, packedWidth]
  const product = graph.node('MatMul', [x, model.weights(names.queryKeyValue)], packedShape)
  const packed = config.hasAttentionBias
    ? graph.node('Add', [product, model.weights(names.queryKeyValueBias)], packedShape)
    : product
  const heads = [config.headCount, keyValueHeadCount, keyValueHeadCount]
  const widths = heads.map((count) => count * headSize)
  const shapes = widths.map((width) => [BATCH, SEQUENCE, width])
  const attributes = { axis: 2 }
  const parts = graph.nodeWithOutputs('Split', [packed, graph.integers(widths)], shapes, { attributes })
  const [query, key, value] = parts.map((part, index) => splitHeads(model, part, heads[index] ?? 0))
  if (!query || !key || !value) throw new Error('Split returned fewer than three outputs.')
  return { query, key, value }
}

/** What the values give, weighted by how well their keys match the queries: [batch, heads, sequence, headSize]. */
function mix(model: DecoderModel, query: Value, { key, value }: LayerCache): Value {
  const { graph, config, headSize } = model
  const { keyValueHeadCount, groupSize } = attentionShape(config)
  const { headCount } = config
  // Queries that share a head of keys stand below each other in one matrix, so that no key is copied.
  const group = (x: Value) => {
    if (groupSize === 1) return x
    const shape = graph.integers([0, keyValueHeadCount, -1, 0])
    return graph.node('Reshape', [x, shape], [BATCH, keyValueHeadCount, 'grouped_sequence', x.shape[3] ?? 0])
  }
  const ungroup = (x: Value) => {
    if (groupSize === 1) return x
    const shape = graph.integers([0, headCount, -1, 0])
    return graph.node('Reshape', [x, shape], [BATCH, headCount, SEQUENCE, x.shape[3] ?? 0])
  }
  const turned = graph.node('Transpose', [key], [BATCH, keyValueHeadCount, headSize, TOTAL], {
    attributes: { perm: [0, 1, 3, 2] },
  })
  const queries = group(query)
  const rows = queries.shape.slice(0, -1)
  const scores = ungroup(graph.node('MatMul', [queries, turned], [...rows, TOTAL]))
  const biased = graph.node('Add', [scores, model.scoreBias], scores.shape)
  const probabilities = graph.node('Softmax', [biased], scores.shape, { attributes: { axis: -1 } })
  return ungroup(graph.node('MatMul', [group(probabilities), value], [...rows, headSize]))
}

/**
 * Causal self-attention of x [batch, sequence, hidden] over what the cache holds and x itself.
 * Returns the layer's contribution and the cache with x appended.
 */
export function attention(
  model: DecoderModel,
  x: Value,
  layer: number,
  past: LayerCache,
): { output: Value; present: LayerCache } {
  const { graph, config, headSize } = model
  const { hiddenSize, headCount } = config
  const { query, key, value } = project(model, x, layer)
  const cacheShape = [BATCH, attentionShape(config).keyValueHeadCount, TOTAL, headSize]
  const extend = (before: Value, added: Value) =>
    graph.node('Concat', [before, added], cacheShape, { attributes: { axis: 2 } })
  const present = { key: extend(past.key, rotate(model, key)), value: extend(past.value, value) }
  const scaled = graph.node('Mul', [rotate(model, query), graph.scalar(headSize ** -0.5)], query.shape)
  const mixed = mix(model, scaled, present)
  const bySequence = graph.node('Transpose', [mixed], [BATCH, SEQUENCE, headCount, headSize], {
    attributes: { perm: [0, 2, 1, 3] },
  })
  const joined = graph.node('Reshape', [bySequence, graph.integers([0, 0, hiddenSize])], x.shape)
  const { attentionOutput } = layerParameterNames(layer)
  return { output: graph.node('MatMul', [joined, model.weights(attentionOutput)], x.shape), present }
}
