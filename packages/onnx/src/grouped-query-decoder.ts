import { attentionShape, type DecoderConfig, finalNormName, layerParameterNames } from './decoder-config.ts'
import { decoderSizes } from './decoder-positions.ts'
import type { Graph, Value } from './graph.ts'

/**
 * The body of a Llama-like decoder in the fused operators of ONNX Runtime. `GroupQueryAttention` writes new keys and
 * values behind the old ones, in the same memory where the caller lets past and present share it.
 * https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
 */

const { batch: BATCH, sequence: SEQUENCE, past: PAST, total: TOTAL } = decoderSizes

/** The attention operator turns heads whose width is a multiple of this. */
const HEAD_SIZE_STEP = 16

/** All positions of all sequences below each other. */
const TOKENS = 'tokens'

/** Where the numbers come from: stored in the model's file or beside it, in one precision or another. */
export type DecoderWeights = {
  /** Vectors [tokens, hiddenSize] of token ids [tokens]. */
  readonly embed: (ids: Value) => Value
  /** x [rows, in] times a matrix, plus a bias where one is named: [rows, out]. */
  readonly project: (x: Value, matrix: string, bias?: string) => Value
  /** The logits [rows, vocabSize] of x [rows, hiddenSize]. */
  readonly head: (x: Value) => Value
  /** A gain of a normalization. */
  readonly gain: (name: string) => Value
  /** The rotation of every position, each [contextLength, headSize / 2]. */
  readonly rotation: { readonly cosines: Value; readonly sines: Value }
}

/** Keys and values of one layer, [batch, key-value heads, tokens, headSize]. */
export type LayerCache = { readonly key: Value; readonly value: Value }

export type GroupedQueryDecoder = {
  readonly graph: Graph
  readonly config: DecoderConfig
  readonly weights: DecoderWeights
  /** Token ids, int64 [batch, sequence]. */
  readonly ids: Value
  /** Tokens of each sequence with those of this run, less one: int32 [batch]. */
  readonly lastPositions: Value
  /** The largest number of tokens that a sequence has with those of this run: int32, one element. */
  readonly totalLength: Value
  /** Which rows of [batch · sequence] logits are wanted for; null for all. */
  readonly wantedRows: Value | null
}

type Decoder = GroupedQueryDecoder & { readonly splitBatch: ReturnType<typeof batchSplitter> }

/** Whether ONNX Runtime's attention operator can compute this decoder. */
export function canGroupQueries(config: DecoderConfig): boolean {
  return attentionShape(config).headSize % HEAD_SIZE_STEP === 0
}

/** Declares the inputs of the cache in the order in which Hugging Face's ONNX exports list them. */
export function cacheInputs(graph: Graph, config: DecoderConfig): LayerCache[] {
  const { keyValueHeadCount, headSize } = attentionShape(config)
  const shape = [BATCH, keyValueHeadCount, PAST, headSize]
  return Array.from({ length: config.layerCount }, (_, layer) => ({
    key: graph.input(`past_key_values.${layer}.key`, 'float32', shape),
    value: graph.input(`past_key_values.${layer}.value`, 'float32', shape),
  }))
}

/** Declares the outputs of the cache. */
export function cacheOutputs(graph: Graph, presents: readonly LayerCache[]): void {
  presents.forEach((present, layer) => {
    graph.output(present.key, `present.${layer}.key`)
    graph.output(present.value, `present.${layer}.value`)
  })
}

function reshape(graph: Graph, x: Value, sizes: readonly number[], shape: Value['shape']): Value {
  return graph.node('Reshape', [x, graph.integers(sizes)], shape)
}

/** A function [batch · sequence, width] → [batch, sequence, width] that computes each shape once. */
export function batchSplitter(graph: Graph, ids: Value): (x: Value, width: number) => Value {
  const outer = graph.node('Shape', [ids], [2], { type: 'int64' })
  const shapes = new Map<number, Value>()
  const attributes = { axis: 0 }
  return (x, width) => {
    const shape =
      shapes.get(width) ??
      graph.node('Concat', [outer, graph.integers([width])], [3], { type: 'int64', attributes })
    shapes.set(width, shape)
    return graph.node('Reshape', [x, shape], [BATCH, SEQUENCE, width])
  }
}

function rootMeanSquareNorm(graph: Graph, x: Value, gain: Value, epsilon: number): Value {
  const attributes = { axis: -1, epsilon: { float: epsilon } }
  return graph.node('SimplifiedLayerNormalization', [x, gain], x.shape, { attributes })
}

/** a + b, and the same normalized. */
function addAndNormalize(decoder: Decoder, a: Value, b: Value, gain: string) {
  const { graph, config, weights } = decoder
  const [normalized, sum] = graph.nodeWithOutputs(
    'SkipSimplifiedLayerNormalization',
    [a, b, weights.gain(gain)],
    [a.shape, null, null, a.shape],
    { attributes: { epsilon: { float: config.normEpsilon } }, domain: 'com.microsoft' },
  )
  if (!normalized || !sum) throw new Error('The operator returned fewer than two outputs.')
  return { normalized, sum }
}

/** Queries, keys and values for the attention operator: packed, or apart where each is normalized. */
function attentionInputs(decoder: Decoder, x: Value, layer: number): (Value | null)[] {
  const { graph, config, weights } = decoder
  const { headCount, hasAttentionBias, hasQueryKeyNorm, normEpsilon } = config
  const { keyValueHeadCount, headSize, packedWidth } = attentionShape(config)
  const names = layerParameterNames(layer)
  const bias = hasAttentionBias ? names.queryKeyValueBias : undefined
  const packed = weights.project(x, names.queryKeyValue, bias)
  if (!hasQueryKeyNorm) return [decoder.splitBatch(packed, packedWidth), null, null]
  const widths = [headCount, keyValueHeadCount, keyValueHeadCount].map((heads) => heads * headSize)
  const shapes = widths.map((width) => [TOKENS, width])
  const attributes = { axis: 1 }
  const parts = graph.nodeWithOutputs('Split', [packed, graph.integers(widths)], shapes, { attributes })
  return parts.map((part, index) => {
    const gain = [names.queryNorm, names.keyNorm][index]
    if (gain === undefined) return decoder.splitBatch(part, widths[index] ?? 0)
    const heads = reshape(graph, part, [-1, headSize], ['heads', headSize])
    const normalized = rootMeanSquareNorm(graph, heads, weights.gain(gain), normEpsilon)
    return decoder.splitBatch(normalized, widths[index] ?? 0)
  })
}

/** Causal self-attention of x [tokens, hiddenSize], before its last projection: [tokens, heads · headSize]. */
function attend(decoder: Decoder, x: Value, layer: number, past: LayerCache) {
  const { graph, config, weights, lastPositions, totalLength } = decoder
  const { keyValueHeadCount, headSize, queryWidth } = attentionShape(config)
  const { cosines, sines } = weights.rotation
  const cacheShape = [BATCH, keyValueHeadCount, TOTAL, headSize]
  const [mixed, key, value] = graph.nodeWithOutputs(
    'GroupQueryAttention',
    [...attentionInputs(decoder, x, layer), past.key, past.value, lastPositions, totalLength, cosines, sines],
    [[BATCH, SEQUENCE, queryWidth], cacheShape, cacheShape],
    {
      domain: 'com.microsoft',
      attributes: {
        num_heads: config.headCount,
        kv_num_heads: keyValueHeadCount,
        scale: { float: headSize ** -0.5 },
        do_rotary: 1,
        rotary_interleaved: 0,
        ...(config.slidingWindow === undefined ? {} : { local_window_size: config.slidingWindow }),
      },
    },
  )
  if (!mixed || !key || !value) throw new Error('The attention operator returned fewer than three outputs.')
  return { mixed: reshape(graph, mixed, [-1, queryWidth], [TOKENS, queryWidth]), present: { key, value } }
}

function feedForward({ graph, config, weights }: Decoder, x: Value, layer: number): Value {
  const names = layerParameterNames(layer)
  const size = config.feedForwardSize
  const half = [TOKENS, size]
  const packed = weights.project(x, names.gateUp)
  const [gate, up] = graph.nodeWithOutputs('Split', [packed, graph.integers([size, size])], [half, half], {
    attributes: { axis: 1 },
  })
  if (!gate || !up) throw new Error('Split returned fewer than two outputs.')
  // With an alpha of 1 this is SiLU.
  const attributes = { alpha: { float: 1 } }
  const activated = graph.node('QuickGelu', [gate], half, { attributes, domain: 'com.microsoft' })
  return weights.project(graph.node('Mul', [activated, up], half), names.down)
}

/**
 * Appends the whole decoder. Returns the logits [wanted rows, vocabSize] and the caches with the new tokens.
 * In the last layer nothing behind the attention is computed for rows whose logits nobody wants.
 * Throws RangeError for heads that the attention operator cannot turn.
 */
export function appendDecoder(parts: GroupedQueryDecoder, caches: readonly LayerCache[]) {
  const { graph, config, weights, ids, wantedRows } = parts
  if (!canGroupQueries(config)) {
    const { headSize } = attentionShape(config)
    throw new RangeError(
      `Grouped-query attention needs heads of a multiple of ${HEAD_SIZE_STEP}, not ${headSize}.`,
    )
  }
  const decoder = { ...parts, splitBatch: batchSplitter(graph, ids) }
  const keepWanted = (x: Value) =>
    wantedRows ? graph.node('Gather', [x, wantedRows], ['rows', ...x.shape.slice(1)]) : x
  const flatIds = graph.node('Reshape', [ids, graph.integers([-1])], [TOKENS], { type: 'int64' })
  let residual = weights.embed(flatIds)
  const firstGain = weights.gain(layerParameterNames(0).attentionNorm)
  let normalized = rootMeanSquareNorm(graph, residual, firstGain, config.normEpsilon)
  const presents = caches.map((past, layer) => {
    const names = layerParameterNames(layer)
    const isLast = layer === caches.length - 1
    const { mixed, present } = attend(decoder, normalized, layer, past)
    const attended = weights.project(isLast ? keepWanted(mixed) : mixed, names.attentionOutput)
    const before = isLast ? keepWanted(residual) : residual
    const inner = addAndNormalize(decoder, before, attended, names.feedForwardNorm)
    const nextGain = isLast ? finalNormName : layerParameterNames(layer + 1).attentionNorm
    const outer = addAndNormalize(decoder, inner.sum, feedForward(decoder, inner.normalized, layer), nextGain)
    residual = outer.sum
    normalized = outer.normalized
    return present
  })
  return { logits: weights.head(normalized), presents }
}
