import type { DecoderConfig } from './decoder-config.ts'
import { decoderSizes } from './decoder-positions.ts'
import { Graph, type Value } from './graph.ts'
import {
  appendDecoder,
  batchSplitter,
  cacheInputs,
  cacheOutputs,
  canGroupQueries,
  type LayerCache,
} from './grouped-query-decoder.ts'
import { inlineWeights, type StoredPrecision, storeParameters } from './inline-weights.ts'
import { appendStandardDecoder } from './standard-decoder.ts'

const { batch: BATCH, sequence: SEQUENCE, total: TOTAL } = decoderSizes

type DecoderGraphOptions = {
  /**
   * `grouped-query`: ONNX Runtime's fused operators; past and present may share their memory. `standard`: ONNX's own
   * operators only; the cache is copied at every run. Default: the first where `canGroupQueries`.
   */
  readonly attention?: 'grouped-query' | 'standard'
}

/** What the attention operator asks for, from a mask [batch, total] that switches off nothing but the end of rows. */
export function lengthsOf(graph: Graph, attentionMask: Value) {
  const toInt32 = { attributes: { to: { type: 'int32' } }, type: 'int32' } as const
  const attributes = { keepdims: 0 }
  const counted = graph.node('ReduceSum', [attentionMask, graph.integers([1])], [BATCH], {
    type: 'int64',
    attributes,
  })
  const last = graph.node('Sub', [counted, graph.integers([1])], [BATCH], { type: 'int64' })
  const columns = graph.node('Shape', [attentionMask], [1], {
    type: 'int64',
    attributes: { start: 1, end: 2 },
  })
  return {
    lastPositions: graph.node('Cast', [last], [BATCH], toInt32),
    totalLength: graph.node('Cast', [columns], [1], toInt32),
  }
}

type Inputs = Omit<Parameters<typeof appendStandardDecoder>[0], 'positions'>

function appendGroupedQueryDecoder(inputs: Inputs, caches: readonly LayerCache[]) {
  const { graph, config, ids } = inputs
  const weights = inlineWeights(graph, config, inputs.weights)
  const lengths = lengthsOf(graph, inputs.attentionMask)
  const { logits, presents } = appendDecoder(
    { graph, config, weights, ids, ...lengths, wantedRows: null },
    caches,
  )
  return { logits: batchSplitter(graph, ids)(logits, config.vocabSize), presents }
}

/**
 * The inference graph of a Llama-like decoder, with the inputs and outputs of Hugging Face's ONNX
 * exports: `input_ids` int64 [batch, sequence], `attention_mask` int64 [batch, past + sequence] and
 * `past_key_values.N.key/value`; `logits` [batch, sequence, vocabSize] and `present.N.key/value`. Weights
 * are stored in half precision unless said otherwise, and computed with in single precision.
 *
 * With grouped-query attention, past and present may be one buffer with room for more than the columns of
 * `attention_mask`. Several sequences run together as a first prompt padded on the right, or with one token each;
 * a longer piece behind a past runs alone. With standard operators there is the input `position_ids` besides, any
 * piece may follow any past, and padding may stand anywhere.
 * Throws when `parameters` lacks a tensor of `decoderParameters`; RangeError for a shape the operators cannot express.
 */
export function llamaDecoderGraph(
  config: DecoderConfig,
  parameters: ReadonlyMap<string, Float32Array>,
  precision: StoredPrecision = 'half',
  { attention = canGroupQueries(config) ? 'grouped-query' : 'standard' }: DecoderGraphOptions = {},
): Uint8Array {
  const graph = new Graph()
  const ids = graph.input('input_ids', 'int64', [BATCH, SEQUENCE])
  const attentionMask = graph.input('attention_mask', 'int64', [BATCH, TOTAL])
  const isStandard = attention === 'standard'
  const positions = isStandard ? graph.input('position_ids', 'int64', [BATCH, SEQUENCE]) : null
  const caches = cacheInputs(graph, config)
  const weights = storeParameters(graph, config, parameters, precision)
  const inputs = { graph, config, weights, ids, attentionMask }
  const { logits, presents } = positions
    ? appendStandardDecoder({ ...inputs, positions }, caches)
    : appendGroupedQueryDecoder(inputs, caches)
  graph.output(logits, 'logits')
  cacheOutputs(graph, presents)
  return graph.serialize()
}
