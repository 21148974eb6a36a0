import {
  type DecoderConfig,
  decoderParameters,
  embeddingName,
  finalNormName,
  layerParameterNames,
} from './decoder-config.ts'
import { toFloat16 } from './float16.ts'
import { Graph, type Value } from './graph.ts'

/** Added to attention scores of hidden positions; finite, so that a fully hidden row gives no NaN. */
const MASKED_SCORE = -1e9

const BATCH = 'batch_size'
const SEQUENCE = 'sequence_length'
const PAST = 'past_sequence_length'
const TOTAL = 'total_sequence_length'

type Model = {
  readonly graph: Graph
  readonly config: DecoderConfig
  readonly headSize: number
  readonly weights: ReadonlyMap<string, Value>
  readonly rotation: { readonly cosines: Value; readonly sines: Value }
  readonly scoreBias: Value
}

type Cache = { readonly key: Value; readonly value: Value }

function weight(model: Model, name: string): Value {
  const value = model.weights.get(name)
  if (!value) throw new Error(`The graph has no parameter "${name}".`)
  return value
}

/** Stores the parameters in half precision; ONNX Runtime folds the Casts away when it loads the file. */
function storeWeights(
  graph: Graph,
  config: DecoderConfig,
  parameters: ReadonlyMap<string, Float32Array>,
): Map<string, Value> {
  const stored = decoderParameters(config).map(({ name, shape }): [string, Value] => {
    const data = parameters.get(name)
    if (!data) throw new Error(`The parameter "${name}" is missing: pass every tensor of decoderParameters.`)
    const half = graph.constant(toFloat16(data), shape, name)
    return [name, graph.node('Cast', [half], shape, { attributes: { to: { type: 'float32' } } })]
  })
  return new Map(stored)
}

/** Cosines and sines [batch, 1, sequence, headSize / 2] for the positions that the caller gives. */
function rotationOf(graph: Graph, positions: Value, headSize: number, theta: number): Model['rotation'] {
  const half = headSize / 2
  const frequencies = Float32Array.from({ length: half }, (_, pair) => theta ** ((-2 * pair) / headSize))
  const real = graph.node('Cast', [positions], positions.shape, { attributes: { to: { type: 'float32' } } })
  const column = graph.node('Unsqueeze', [real, graph.integers([1, 3])], [BATCH, 1, SEQUENCE, 1])
  const shape = [BATCH, 1, SEQUENCE, half]
  const angles = graph.node('Mul', [column, graph.constant(frequencies, [half])], shape)
  return { cosines: graph.node('Cos', [angles], shape), sines: graph.node('Sin', [angles], shape) }
}

/** A dimension of a value as an int64 scalar. */
function sizeOf(graph: Graph, value: Value, axis: number): Value {
  const attributes = { start: axis, end: axis + 1 }
  const list = graph.node('Shape', [value], [1], { type: 'int64', attributes })
  return graph.node('Squeeze', [list], [], { type: 'int64' })
}

/**
 * What is added to the scores [batch, 1, sequence, total]: 0 where a query may look, a large
 * negative number where the key lies in its future or is switched off by the attention mask.
 */
function scoreBiasOf(graph: Graph, ids: Value, attentionMask: Value, pastKey: Value): Value {
  const past = sizeOf(graph, pastKey, 2)
  const total = graph.node('Add', [past, sizeOf(graph, ids, 1)], [], { type: 'int64' })
  const zero = graph.constant(BigInt64Array.of(0n), [])
  const one = graph.constant(BigInt64Array.of(1n), [])
  const keys = graph.node('Range', [zero, total, one], [TOTAL], { type: 'int64' })
  const queries = graph.node('Range', [past, total, one], [SEQUENCE], { type: 'int64' })
  const queryColumn = graph.node('Unsqueeze', [queries, graph.integers([1])], [SEQUENCE, 1], {
    type: 'int64',
  })
  const isPast = graph.node('LessOrEqual', [keys, queryColumn], [SEQUENCE, TOTAL], { type: 'bool' })
  const attributes = { to: { type: 'bool' } } as const
  const isOn = graph.node('Cast', [attentionMask], [BATCH, TOTAL], { type: 'bool', attributes })
  const isOnRow = graph.node('Unsqueeze', [isOn, graph.integers([1, 2])], [BATCH, 1, 1, TOTAL], {
    type: 'bool',
  })
  const shape = [BATCH, 1, SEQUENCE, TOTAL]
  const isSeen = graph.node('And', [isPast, isOnRow], shape, { type: 'bool' })
  return graph.node('Where', [isSeen, graph.scalar(0), graph.scalar(MASKED_SCORE)], shape)
}

function norm(model: Model, x: Value, name: string): Value {
  const { graph, config } = model
  const square = graph.node('Mul', [x, x], x.shape)
  const attributes = { keepdims: 1 }
  const mean = graph.node('ReduceMean', [square, graph.integers([2])], [BATCH, SEQUENCE, 1], { attributes })
  const safe = graph.node('Add', [mean, graph.scalar(config.normEpsilon)], mean.shape)
  const normalized = graph.node('Div', [x, graph.node('Sqrt', [safe], mean.shape)], x.shape)
  return graph.node('Mul', [normalized, weight(model, name)], x.shape)
}

/** [batch, sequence, hidden] → [batch, heads, sequence, headSize]. */
function splitHeads(model: Model, x: Value): Value {
  const { graph, config, headSize } = model
  // A zero in a Reshape keeps the dimension of the input.
  const shape = graph.integers([0, 0, config.headCount, headSize])
  const perHead = graph.node('Reshape', [x, shape], [BATCH, SEQUENCE, config.headCount, headSize])
  const attributes = { perm: [0, 2, 1, 3] }
  return graph.node('Transpose', [perHead], [BATCH, config.headCount, SEQUENCE, headSize], { attributes })
}

function rotate(model: Model, x: Value): Value {
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

function attention(model: Model, x: Value, layer: number, past: Cache): { output: Value; present: Cache } {
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

function feedForward(model: Model, x: Value, layer: number): Value {
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
  const shape = [BATCH, config.headCount, PAST, config.hiddenSize / config.headCount]
  return Array.from({ length: config.layerCount }, (_, layer) => ({
    key: graph.input(`past_key_values.${layer}.key`, 'float32', shape),
    value: graph.input(`past_key_values.${layer}.value`, 'float32', shape),
  }))
}

function logitsOf(model: Model, x: Value): Value {
  const { graph, config } = model
  const { hiddenSize, vocabSize } = config
  const embedding = weight(model, embeddingName)
  const attributes = { perm: [1, 0] }
  const head = graph.node('Transpose', [embedding], [hiddenSize, vocabSize], { attributes })
  return graph.node('MatMul', [norm(model, x, finalNormName), head], [BATCH, SEQUENCE, vocabSize])
}

/**
 * The inference graph of a Llama-like decoder, with the inputs and outputs of Hugging Face's ONNX
 * exports: `input_ids`, `attention_mask` [batch, past + sequence], `position_ids` (int64) and
 * `past_key_values.N.key/value`; `logits` [batch, sequence, vocabSize] and `present.N.key/value`.
 * Any chunk length works after any past, an empty one included. Standard operators only; weights
 * are stored in half precision and computed with in single precision.
 * Throws when `parameters` lacks a tensor of `decoderParameters`.
 */
export function llamaDecoderGraph(
  config: DecoderConfig,
  parameters: ReadonlyMap<string, Float32Array>,
): Uint8Array {
  const graph = new Graph()
  const ids = graph.input('input_ids', 'int64', [BATCH, SEQUENCE])
  const attentionMask = graph.input('attention_mask', 'int64', [BATCH, TOTAL])
  const positions = graph.input('position_ids', 'int64', [BATCH, SEQUENCE])
  const caches = cacheInputs(graph, config)
  const [firstCache] = caches
  if (!firstCache) throw new Error('A decoder needs at least one layer.')
  const headSize = config.hiddenSize / config.headCount
  const model: Model = {
    graph,
    config,
    headSize,
    weights: storeWeights(graph, config, parameters),
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
