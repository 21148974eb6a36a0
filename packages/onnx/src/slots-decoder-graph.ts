import type { DecoderConfig } from './decoder-config.ts'
import { decoderSizes } from './decoder-positions.ts'
import { type AccuracyLevel, externalWeights } from './external-weights.ts'
import { Graph } from './graph.ts'
import { appendDecoder, cacheInputs, cacheOutputs } from './grouped-query-decoder.ts'
import { weightLayout } from './weight-layout.ts'
import type { WeightPrecision } from './weight-precision.ts'

const { batch: BATCH, sequence: SEQUENCE } = decoderSizes

export type SlotsDecoderOptions = {
  readonly precision: WeightPrecision
  /** Only for `q8` and `q4`. Default 4; 1 for exact comparisons. */
  readonly accuracyLevel?: AccuracyLevel
  /** Name of the file of the weights, beside the model's. Default `model.onnx_data`. */
  readonly dataFile?: string
}

/**
 * The inference graph of a Llama-like decoder for slots: every sequence has its place in one cache, and only wanted
 * logits are computed. The weights lie in a file of their own, as `weightLayout` plans it. Inputs: `input_ids` int64
 * [batch, sequence], `seqlens_k` int32 [batch] (tokens of each sequence with these, less one), `total_sequence_length`
 * int32 [1] (the largest number of tokens), `logit_rows` int64 [rows] (batch · sequence + position, in any order; may be
 * empty) and `past_key_values.N.key/value` [batch, key-value heads, past, headSize]. Outputs: `logits` [rows,
 * vocabSize] and `present.N.key/value`, which may be the memory of the past.
 * `metadata` are notes in the file. Throws RangeError for a shape that the operators cannot express.
 */
export function slotsDecoderGraph(
  config: DecoderConfig,
  { precision, accuracyLevel = 4, dataFile = 'model.onnx_data' }: SlotsDecoderOptions,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const graph = new Graph()
  const ids = graph.input('input_ids', 'int64', [BATCH, SEQUENCE])
  const lastPositions = graph.input('seqlens_k', 'int32', [BATCH])
  const totalLength = graph.input('total_sequence_length', 'int32', [1])
  const wantedRows = graph.input('logit_rows', 'int64', ['rows'])
  const caches = cacheInputs(graph, config)
  const layout = weightLayout(config, precision)
  const weights = externalWeights(graph, config, { file: dataFile, layout, accuracyLevel })
  const { logits, presents } = appendDecoder(
    { graph, config, weights, ids, lastPositions, totalLength, wantedRows },
    caches,
  )
  graph.output(logits, 'logits')
  cacheOutputs(graph, presents)
  return graph.serialize(metadata)
}
