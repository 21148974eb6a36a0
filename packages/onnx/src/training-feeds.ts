import { type DecoderConfig, decoderParameters, elementCount } from './decoder-config.ts'
import type { Feeds } from './gradient-check.ts'
import { type Trainable, trainableParameters } from './trainable.ts'

type Parameters = ReadonlyMap<string, Float32Array>

/** For tests: adapter tensors that matter, unlike freshly made ones, whose product is zero. */
export function randomAdapter(config: DecoderConfig, trainable: Trainable, noise: () => number): Parameters {
  return new Map(
    trainableParameters(config, trainable).map(({ name, shape }): [string, Float32Array] => [
      name,
      Float32Array.from({ length: elementCount(shape) }, () => 0.15 * noise()),
    ]),
  )
}

/** For tests: ids and labels that spread over the vocabulary, and weights that leave some positions out. */
export function trainingBatch(config: DecoderConfig, rows: number) {
  return {
    ids: Array.from({ length: rows }, (_, index) => (index * 17 + 3) % config.vocabSize),
    labels: Array.from({ length: rows }, (_, index) => (index * 11 + 7) % config.vocabSize),
    weights: Float32Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 0 : 1.5 / rows)),
  }
}

/** For tests: everything that a training graph reads. */
export function trainingFeeds(
  config: DecoderConfig,
  tensors: { parameters: Parameters; adapter?: Parameters; trainable?: Trainable },
  batch: { ids: readonly number[]; labels: readonly number[]; weights: Float32Array },
): Feeds {
  const { parameters, adapter = new Map(), trainable = { kind: 'full' } } = tensors
  const specs = [
    ...decoderParameters(config),
    ...(trainable.kind === 'full' ? [] : trainableParameters(config, trainable)),
  ]
  const fed = specs.map(({ name, shape }): [string, Feeds[string]] => [
    name,
    { data: adapter.get(name) ?? parameters.get(name) ?? new Float32Array(), shape },
  ])
  const rows = batch.ids.length
  return {
    ...Object.fromEntries(fed),
    ids: { data: BigInt64Array.from(batch.ids, BigInt), shape: [rows] },
    labels: { data: BigInt64Array.from(batch.labels, BigInt), shape: [rows] },
    weights: { data: batch.weights, shape: [rows] },
  }
}
