import type { DecoderConfig } from './decoder-config.ts'
import { decoderSizes } from './decoder-positions.ts'
import { externalWeights } from './external-weights.ts'
import { Graph } from './graph.ts'
import { appendDecoder, batchSplitter, cacheInputs, cacheOutputs } from './grouped-query-decoder.ts'
import { lengthsOf } from './llama-decoder-graph.ts'
import type { SlotsDecoderOptions } from './slots-decoder-graph.ts'
import { weightLayout } from './weight-layout.ts'

const { batch: BATCH, sequence: SEQUENCE, total: TOTAL } = decoderSizes

/**
 * The inference graph of a Llama-like decoder for other programs: the inputs and outputs of Hugging Face's ONNX exports,
 * as `llamaDecoderGraph` has them with grouped-query attention, over the same file of weights as `slotsDecoderGraph`.
 * Throws RangeError for a shape that the operators cannot express.
 */
export function huggingFaceDecoderGraph(
  config: DecoderConfig,
  { precision, accuracyLevel = 4, dataFile = 'model.onnx_data' }: SlotsDecoderOptions,
): Uint8Array {
  const graph = new Graph()
  const ids = graph.input('input_ids', 'int64', [BATCH, SEQUENCE])
  const attentionMask = graph.input('attention_mask', 'int64', [BATCH, TOTAL])
  const caches = cacheInputs(graph, config)
  const layout = weightLayout(config, precision)
  const weights = externalWeights(graph, config, { file: dataFile, layout, accuracyLevel })
  const lengths = lengthsOf(graph, attentionMask)
  const { logits, presents } = appendDecoder(
    { graph, config, weights, ids, ...lengths, wantedRows: null },
    caches,
  )
  graph.output(batchSplitter(graph, ids)(logits, config.vocabSize), 'logits')
  cacheOutputs(graph, presents)
  return graph.serialize()
}
