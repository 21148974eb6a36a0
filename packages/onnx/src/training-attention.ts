import { attentionShape, layerParameterNames } from './decoder-config.ts'
import type { Tensor } from './graph.ts'
import { add } from './operators/elementwise.ts'
import { reshape, splitInThree, transpose } from './operators/layout.ts'
import { matmul } from './operators/linear.ts'
import { softmax } from './operators/normalization.ts'
import { rotate } from './operators/rotary.ts'
import { project, type TrainingModel, tensorOf } from './training-model.ts'

/** Queries, keys and values of x [rows, hidden], each [batch, heads, positions, headSize]. */
function splitHeads(model: TrainingModel, x: Tensor, layer: number): [Tensor, Tensor, Tensor] {
  const { tape, config, batchSize, positions } = model
  const { headSize, keyValueHeadCount, packedHeadCount } = attentionShape(config)
  const names = layerParameterNames(layer)
  const product = project(model, x, names.queryKeyValue)
  const packed = config.hasAttentionBias
    ? add(tape, product, tensorOf(model, names.queryKeyValueBias))
    : product
  const perHead = reshape(tape, packed, [batchSize, positions, packedHeadCount, headSize])
  const sizes = [config.headCount, keyValueHeadCount, keyValueHeadCount] as const
  return splitInThree(tape, transpose(tape, perHead, [0, 2, 1, 3]), 1, sizes)
}

/** Causal self-attention of x [rows, hidden]: the layer's contribution, of the same shape. */
export function attention(model: TrainingModel, x: Tensor, layer: number): Tensor {
  const { tape, config, batchSize, positions } = model
  const { headSize, keyValueHeadCount, groupSize } = attentionShape(config)
  const { headCount } = config
  // Queries that share a head of keys stand below each other in one matrix: nothing is copied forward
  // or summed backward, as repeating the keys and values would.
  const group = (y: Tensor) =>
    groupSize === 1
      ? y
      : reshape(tape, y, [batchSize, keyValueHeadCount, groupSize * positions, y.shape[3] ?? 0])
  const ungroup = (y: Tensor) =>
    groupSize === 1 ? y : reshape(tape, y, [batchSize, headCount, positions, y.shape[3] ?? 0])
  const [query, key, value] = splitHeads(model, x, layer)
  const turnedQuery = group(rotate(tape, query, model.queryTables))
  const turnedKey = rotate(tape, key, model.keyTables)
  const scores = ungroup(matmul(tape, turnedQuery, transpose(tape, turnedKey, [0, 1, 3, 2])))
  const probabilities = softmax(tape, add(tape, scores, model.mask))
  const mixed = ungroup(matmul(tape, group(probabilities), value))
  const joined = reshape(tape, transpose(tape, mixed, [0, 2, 1, 3]), [
    batchSize * positions,
    headCount * headSize,
  ])
  return project(model, joined, layerParameterNames(layer).attentionOutput)
}
