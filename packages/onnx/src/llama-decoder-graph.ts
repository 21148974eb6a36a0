import { attention, type Cache, type DecoderModel, weight } from './decoder-attention.ts'
import {
  attentionShape,
  type DecoderConfig,
  decoderParameters,
  embeddingName,
  finalNormName,
  headName,
  layerParameterNames,
} from './decoder-config.ts'
import { decoderSizes, rotationOf, scoreBiasOf } from './decoder-positions.ts'
import { toFloat16 } from './float16.ts'
import { Graph, type Value } from './graph.ts'

const { batch: BATCH, sequence: SEQUENCE, past: PAST, total: TOTAL } = decoderSizes

type StoredPrecision = 'half' | 'single'

/** In half precision ONNX Runtime folds the Casts away when it loads the file. */
function storeWeights(
  graph: Graph,
  config: DecoderConfig,
  parameters: ReadonlyMap<string, Float32Array>,
  precision: StoredPrecision,
): Map<string, Value> {
  const stored = decoderParameters(config).map(({ name, shape }): [string, Value] => {
    const data = parameters.get(name)
    if (!data) throw new Error(`The parameter "${name}" is missing: pass every tensor of decoderParameters.`)
    if (precision === 'single') return [name, graph.constant(data, shape, name)]
    const half = graph.constant(toFloat16(data), shape, name)
    return [name, graph.node('Cast', [half], shape, { attributes: { to: { type: 'float32' } } })]
  })
  return new Map(stored)
}

function norm(model: DecoderModel, x: Value, name: string): Value {
  const { graph, config } = model
  const square = graph.node('Mul', [x, x], x.shape)
  const attributes = { keepdims: 1 }
  const mean = graph.node('ReduceMean', [square, graph.integers([2])], [BATCH, SEQUENCE, 1], { attributes })
  const safe = graph.node('Add', [mean, graph.scalar(config.normEpsilon)], mean.shape)
  const normalized = graph.node('Div', [x, graph.node('Sqrt', [safe], mean.shape)], x.shape)
  return graph.node('Mul', [normalized, weight(model, name)], x.shape)
}

function feedForward(model: DecoderModel, x: Value, layer: number): Value {
  const { graph, config } = model
  const names = layerParameterNames(layer)
  const size = config.feedForwardSize
  const half = [BATCH, SEQUENCE, size]
  const packed = graph.node('MatMul', [x, weight(model, names.gateUp)], [BATCH, SEQUENCE, 2 * size])
  const sizes = graph.integers([size, size])
  const [gate, up] = graph.nodeWithOutputs('Split', [packed, sizes], [half, half], {
    attributes: { axis: 2 },
  })
  if (!gate || !up) throw new Error('Split returned fewer than two outputs.')
  const activated = graph.node('Mul', [gate, graph.node('Sigmoid', [gate], half)], half)
  const gated = graph.node('Mul', [activated, up], half)
  return graph.node('MatMul', [gated, weight(model, names.down)], x.shape)
}

/** Declares the cache inputs in the order in which Hugging Face's ONNX exports list them. */
function cacheInputs(graph: Graph, config: DecoderConfig): Cache[] {
  const { keyValueHeadCount, headSize } = attentionShape(config)
  const shape = [BATCH, keyValueHeadCount, PAST, headSize]
  return Array.from({ length: config.layerCount }, (_, layer) => ({
    key: graph.input(`past_key_values.${layer}.key`, 'float32', shape),
    value: graph.input(`past_key_values.${layer}.value`, 'float32', shape),
  }))
}

function logitsOf(model: DecoderModel, x: Value): Value {
  const { graph, config } = model
  const { hiddenSize, vocabSize } = config
  const attributes = { perm: [1, 0] }
  const head = graph.node('Transpose', [weight(model, headName(config))], [hiddenSize, vocabSize], {
    attributes,
  })
  return graph.node('MatMul', [norm(model, x, finalNormName), head], [BATCH, SEQUENCE, vocabSize])
}

/**
 * The inference graph of a Llama-like decoder, with the inputs and outputs of Hugging Face's ONNX
 * exports: `input_ids`, `attention_mask` [batch, past + sequence], `position_ids` (int64) and
 * `past_key_values.N.key/value`; `logits` [batch, sequence, vocabSize] and `present.N.key/value`.
 * Any chunk length works after any past, an empty one included. Standard operators only; weights
 * are stored in half precision unless said otherwise, and computed with in single precision.
 * Throws when `parameters` lacks a tensor of `decoderParameters`.
 */
export function llamaDecoderGraph(
  config: DecoderConfig,
  parameters: ReadonlyMap<string, Float32Array>,
  precision: StoredPrecision = 'half',
): Uint8Array {
  const graph = new Graph()
  const ids = graph.input('input_ids', 'int64', [BATCH, SEQUENCE])
  const attentionMask = graph.input('attention_mask', 'int64', [BATCH, TOTAL])
  const positions = graph.input('position_ids', 'int64', [BATCH, SEQUENCE])
  const caches = cacheInputs(graph, config)
  const [firstCache] = caches
  if (!firstCache) throw new Error('A decoder needs at least one layer.')
  const { headSize } = attentionShape(config)
  const model: DecoderModel = {
    graph,
    config,
    headSize,
    weights: storeWeights(graph, config, parameters, precision),
    rotation: rotationOf(graph, positions, headSize, config.ropeTheta),
    scoreBias: scoreBiasOf(graph, ids, attentionMask, firstCache.key),
  }
  const hiddenShape = [BATCH, SEQUENCE, config.hiddenSize]
  let x: Value = graph.node('Gather', [weight(model, embeddingName), ids], hiddenShape)
  const presents = caches.map((past, layer) => {
    const names = layerParameterNames(layer)
    const { output, present } = attention(model, norm(model, x, names.attentionNorm), layer, past)
    x = graph.node('Add', [x, output], hiddenShape)
    x = graph.node('Add', [x, feedForward(model, norm(model, x, names.feedForwardNorm), layer)], hiddenShape)
    return present
  })
  graph.output(logitsOf(model, x), 'logits')
  presents.forEach((present, layer) => {
    graph.output(present.key, `present.${layer}.key`)
    graph.output(present.value, `present.${layer}.value`)
  })
  return graph.serialize()
}
