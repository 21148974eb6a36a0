import { attention, type DecoderModel } from './decoder-attention.ts'
import {
  attentionShape,
  type DecoderConfig,
  embeddingName,
  finalNormName,
  headName,
  layerParameterNames,
  refuseExtensions,
} from './decoder-config.ts'
import { decoderSizes, rotationOf, scoreBiasOf } from './decoder-positions.ts'
import type { Graph, Value } from './graph.ts'
import type { LayerCache } from './grouped-query-decoder.ts'

const { batch: BATCH, sequence: SEQUENCE } = decoderSizes

function norm(model: DecoderModel, x: Value, name: string): Value {
  const { graph, config } = model
  const square = graph.node('Mul', [x, x], x.shape)
  const attributes = { keepdims: 1 }
  const mean = graph.node('ReduceMean', [square, graph.integers([2])], [BATCH, SEQUENCE, 1], { attributes })
  const safe = graph.node('Add', [mean, graph.scalar(config.normEpsilon)], mean.shape)
  const normalized = graph.node('Div', [x, graph.node('Sqrt', [safe], mean.shape)], x.shape)
  return graph.node('Mul', [normalized, model.weights(name)], x.shape)
}

function feedForward(model: DecoderModel, x: Value, layer: number): Value {
  const { graph, config } = model
  const names = layerParameterNames(layer)
  const size = config.feedForwardSize
  const half = [BATCH, SEQUENCE, size]
  const packed = graph.node('MatMul', [x, model.weights(names.gateUp)], [BATCH, SEQUENCE, 2 * size])
  const sizes = graph.integers([size, size])
  const [gate, up] = graph.nodeWithOutputs('Split', [packed, sizes], [half, half], {
    attributes: { axis: 2 },
  })
  if (!gate || !up) throw new Error('Split returned fewer than two outputs.')
  const activated = graph.node('Mul', [gate, graph.node('Sigmoid', [gate], half)], half)
  const gated = graph.node('Mul', [activated, up], half)
  return graph.node('MatMul', [gated, model.weights(names.down)], x.shape)
}

function logitsOf(model: DecoderModel, x: Value): Value {
  const { graph, config } = model
  const { hiddenSize, vocabSize } = config
  const attributes = { perm: [1, 0] }
  const head = graph.node('Transpose', [model.weights(headName(config))], [hiddenSize, vocabSize], {
    attributes,
  })
  return graph.node('MatMul', [norm(model, x, finalNormName), head], [BATCH, SEQUENCE, vocabSize])
}

type StandardDecoder = {
  readonly graph: Graph
  readonly config: DecoderConfig
  readonly weights: (name: string) => Value
  /** Token ids, int64 [batch, sequence]. */
  readonly ids: Value
  /** What of past and present may be looked at, int64 [batch, total]. */
  readonly attentionMask: Value
  /** The place of each token, int64 [batch, sequence]. */
  readonly positions: Value
}

/**
 * Appends a decoder made of ONNX's own operators, as exporters write it that know no fused attention. Returns the
 * logits [batch, sequence, vocabSize] and the caches, which are copied at every run.
 * Throws RangeError for a decoder that only grouped-query attention can express.
 */
export function appendStandardDecoder(decoder: StandardDecoder, caches: readonly LayerCache[]) {
  const { graph, config, weights, ids, attentionMask, positions } = decoder
  refuseExtensions(config, 'The graph of standard operators')
  const [firstCache] = caches
  if (!firstCache) throw new RangeError('A decoder needs at least one layer.')
  const { headSize } = attentionShape(config)
  const model: DecoderModel = {
    graph,
    config,
    headSize,
    weights,
    rotation: rotationOf(graph, positions, headSize, config.ropeTheta),
    scoreBias: scoreBiasOf(graph, ids, attentionMask, firstCache.key),
  }
  const hiddenShape = [BATCH, SEQUENCE, config.hiddenSize]
  let x: Value = graph.node('Gather', [weights(embeddingName), ids], hiddenShape)
  const presents = caches.map((past, layer) => {
    const names = layerParameterNames(layer)
    const { output, present } = attention(model, norm(model, x, names.attentionNorm), layer, past)
    x = graph.node('Add', [x, output], hiddenShape)
    x = graph.node('Add', [x, feedForward(model, norm(model, x, names.feedForwardNorm), layer)], hiddenShape)
    return present
  })
  return { logits: logitsOf(model, x), presents }
}
