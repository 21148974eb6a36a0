import {
  attentionShape,
  type DecoderConfig,
  decoderParameters,
  elementCount,
  headName,
  layerParameterNames,
} from './decoder-config.ts'

/** A decoder in plain double-precision loops, written from the definition: what the graphs are tested against. */

type Matrix = number[][]

export const tinyConfig: DecoderConfig = {
  vocabSize: 50,
  hiddenSize: 32,
  layerCount: 2,
  headCount: 2,
  feedForwardSize: 44,
  ropeTheta: 10000,
  normEpsilon: 1e-5,
  contextLength: 64,
}

export const tinyConfigWithEverything: DecoderConfig = {
  ...tinyConfig,
  headCount: 4,
  keyValueHeadCount: 2,
  hasAttentionBias: true,
  hasUntiedHead: true,
}

/** Every kind of decoder that the graphs can express, by name. */
export const tinyConfigs: readonly (readonly [name: string, config: DecoderConfig])[] = [
  ['plain', tinyConfig],
  ['grouped-query attention', { ...tinyConfig, headCount: 8, keyValueHeadCount: 2 }],
  ['one head of keys and values', { ...tinyConfig, headCount: 4, keyValueHeadCount: 1 }],
  ['attention bias', { ...tinyConfig, hasAttentionBias: true }],
  ['untied head', { ...tinyConfig, hasUntiedHead: true }],
  ['all of them', tinyConfigWithEverything],
]

const small: DecoderConfig = {
  ...tinyConfig,
  hiddenSize: 64,
  headCount: 4,
  feedForwardSize: 96,
}

const grouped: DecoderConfig = { ...small, keyValueHeadCount: 2 }

const ropeScaling = {
  factor: 8,
  lowFrequencyFactor: 1,
  highFrequencyFactor: 4,
  // So short that all three kinds of rotation occur: kept, slowed and between.
  originalContextLength: 24,
}

/** A tiny decoder of every architecture that can be imported, by its name in config.json. */
export const tinyArchitectures: readonly (readonly [name: string, config: DecoderConfig])[] = [
  ['Llama 2', { ...small, hasUntiedHead: true }],
  ['Llama 3', { ...grouped, ropeTheta: 500_000, ropeScaling, hasUntiedHead: true }],
  ['SmolLM2', grouped],
  ['Mistral', { ...grouped, slidingWindow: 5, hasUntiedHead: true }],
  ['Qwen 2', { ...grouped, hasAttentionBias: true }],
  ['Qwen 3', { ...grouped, headSize: 32, hasQueryKeyNorm: true }],
]

/** Parameters at half precision, so that storing them in a file changes nothing. */
export function randomParameters(config: DecoderConfig, noise: () => number): Map<string, Float32Array> {
  // Multiples of 1/256 below 4 in size are exact in half precision.
  const exact = (value: number) => Math.round(value * 256) / 256
  return new Map(
    decoderParameters(config).map(({ name, shape }): [string, Float32Array] => {
      const isGain = name.endsWith('norm')
      const data = Float32Array.from({ length: elementCount(shape) }, () =>
        exact(isGain ? 1 + 0.1 * noise() : 0.25 * noise()),
      )
      return [name, data]
    }),
  )
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)

function multiply(x: Matrix, weight: Float32Array, columns: number): Matrix {
  return x.map((row) =>
    Array.from({ length: columns }, (_, column) =>
      row.reduce((sum, value, index) => sum + value * (weight[index * columns + column] ?? 0), 0),
    ),
  )
}

function addRows(a: Matrix, b: Matrix): Matrix {
  return a.map((row, index) => row.map((value, column) => value + (b[index]?.[column] ?? 0)))
}

function normalize(x: Matrix, gain: Float32Array, epsilon: number): Matrix {
  return x.map((row) => {
    const root = Math.sqrt(dot(row, row) / row.length + epsilon)
    return row.map((value, index) => (value / root) * (gain[index] ?? 0))
  })
}

/**
 * The angle by which each pair of a head turns from token to token. Llama 3.1 tells apart by wavelength:
 * https://github.com/meta-llama/llama-models/blob/main/models/llama3/model.py
 */
function turnsOf(config: DecoderConfig): number[] {
  const { headSize } = attentionShape(config)
  return Array.from({ length: headSize / 2 }, (_, pair) => {
    const frequency = 1 / config.ropeTheta ** ((2 * pair) / headSize)
    const scaling = config.ropeScaling
    if (!scaling) return frequency
    const { factor, lowFrequencyFactor: low, highFrequencyFactor: high, originalContextLength } = scaling
    const wavelength = (2 * Math.PI) / frequency
    if (wavelength < originalContextLength / high) return frequency
    if (wavelength > originalContextLength / low) return frequency / factor
    const smooth = (originalContextLength / wavelength - low) / (high - low)
    return ((1 - smooth) * frequency) / factor + smooth * frequency
  })
}

function rotateVector(vector: readonly number[], position: number, turns: readonly number[]): number[] {
  const half = vector.length / 2
  return vector.map((value, index) => {
    const angle = position * (turns[index % half] ?? 0)
    const partner = index < half ? -(vector[index + half] ?? 0) : (vector[index - half] ?? 0)
    return value * Math.cos(angle) + partner * Math.sin(angle)
  })
}

/** `window`: how many tokens a query looks back on, its own included. */
function attendHead(query: Matrix, key: Matrix, value: Matrix, window: number): Matrix {
  return query.map((row, position) => {
    const first = Math.max(0, position + 1 - window)
    const scores = key
      .slice(first, position + 1)
      .map((other) => Math.exp(dot(row, other) / Math.sqrt(row.length)))
    const total = scores.reduce((sum, term) => sum + term, 0)
    return row.map((_, column) =>
      scores.reduce((sum, term, index) => sum + (term / total) * (value[first + index]?.[column] ?? 0), 0),
    )
  })
}

function attend(
  packed: Matrix,
  config: DecoderConfig,
  gains: { readonly query: Float32Array | undefined; readonly key: Float32Array | undefined },
): Matrix {
  const { headCount, normEpsilon, slidingWindow = Number.POSITIVE_INFINITY } = config
  const { headSize, groupSize, keyValueHeadCount } = attentionShape(config)
  const turns = turnsOf(config)
  // Heads of queries come first, then those of keys, then those of values.
  const packedHead = (index: number) =>
    packed.map((row) => row.slice(index * headSize, (index + 1) * headSize))
  const turned = (index: number, gain: Float32Array | undefined) => {
    const head = packedHead(index)
    const normalized = gain ? normalize(head, gain, normEpsilon) : head
    return normalized.map((row, position) => rotateVector(row, position, turns))
  }
  const heads = Array.from({ length: headCount }, (_, head) => {
    const group = Math.floor(head / groupSize)
    const key = turned(headCount + group, gains.key)
    const value = packedHead(headCount + keyValueHeadCount + group)
    return attendHead(turned(head, gains.query), key, value, slidingWindow)
  })
  return packed.map((_, position) => heads.flatMap((head) => head[position] ?? []))
}

function addBias(x: Matrix, bias: Float32Array | undefined): Matrix {
  return bias ? x.map((row) => row.map((value, column) => value + (bias[column] ?? 0))) : x
}

/** Logits [sequence][vocabSize] for one sequence of token ids. */
export function referenceLogits(
  config: DecoderConfig,
  parameters: ReadonlyMap<string, Float32Array>,
  ids: readonly number[],
): Matrix {
  const { hiddenSize, feedForwardSize, normEpsilon, vocabSize } = config
  const { packedWidth } = attentionShape(config)
  const weight = (name: string) => parameters.get(name) ?? new Float32Array()
  const rowOf = (name: string, id: number) => [
    ...weight(name).subarray(id * hiddenSize, (id + 1) * hiddenSize),
  ]
  let x = ids.map((id) => rowOf('embedding', id))
  for (let layer = 0; layer < config.layerCount; layer += 1) {
    const names = layerParameterNames(layer)
    const before = normalize(x, weight(names.attentionNorm), normEpsilon)
    const projected = multiply(before, weight(names.queryKeyValue), packedWidth)
    const biased = addBias(projected, parameters.get(names.queryKeyValueBias))
    const gains = { query: parameters.get(names.queryNorm), key: parameters.get(names.keyNorm) }
    const mixed = attend(biased, config, gains)
    x = addRows(x, multiply(mixed, weight(names.attentionOutput), hiddenSize))
    const inner = normalize(x, weight(names.feedForwardNorm), normEpsilon)
    const packed = multiply(inner, weight(names.gateUp), 2 * feedForwardSize)
    const gated = packed.map((row) =>
      row
        .slice(0, feedForwardSize)
        .map((gate, index) => (gate / (1 + Math.exp(-gate))) * (row[feedForwardSize + index] ?? 0)),
    )
    x = addRows(x, multiply(gated, weight(names.down), hiddenSize))
  }
  const rows = Array.from({ length: vocabSize }, (_, id) => rowOf(headName(config), id))
  return normalize(x, weight('final_norm'), normEpsilon).map((row) => rows.map((other) => dot(row, other)))
}
