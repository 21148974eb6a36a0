/** How Llama 3.1 stretches slow rotations, so that positions beyond those it was first trained on stay apart. */
export type RopeScaling = {
  /** How many times slower the slowest rotations become. */
  readonly factor: number
  /** A rotation that turns less often than this within the original context is slowed by `factor`. */
  readonly lowFrequencyFactor: number
  /** A rotation that turns more often than this is left alone; between both it is slowed by degrees. */
  readonly highFrequencyFactor: number
  /** Tokens of the context that the model was first trained on. */
  readonly originalContextLength: number
}

/** The shape of a decoder of the Llama kind. What is optional was added by its successors (Llama 3, Mistral, Qwen). */
export type DecoderConfig = {
  readonly vocabSize: number
  readonly hiddenSize: number
  readonly layerCount: number
  readonly headCount: number
  readonly feedForwardSize: number
  readonly ropeTheta: number
  readonly normEpsilon: number
  /** The longest sequence the model is meant for, in tokens. */
  readonly contextLength: number
  /** Grouped-query attention: how many heads keys and values have; must divide `headCount`. Default: all. */
  readonly keyValueHeadCount?: number
  /** Whether a bias is added to queries, keys and values, as in Qwen 2. */
  readonly hasAttentionBias?: boolean
  /** Whether the output head is a matrix of its own instead of the embedding. */
  readonly hasUntiedHead?: boolean
  /** The width of one head, where it is not `hiddenSize / headCount`, as in Qwen 3. */
  readonly headSize?: number
  /** Whether every head of queries and keys is normalized before it is turned, as in Qwen 3. */
  readonly hasQueryKeyNorm?: boolean
  /** How many tokens a query may look back on, its own included, as in Mistral. Default: all. */
  readonly slidingWindow?: number
  readonly ropeScaling?: RopeScaling
}

/** One trained tensor: its name and shape. */
export type ParameterSpec = { readonly name: string; readonly shape: readonly number[] }

/** Whether a tensor of this shape is a matrix: gains and biases have one dimension. */
export function isMatrix(shape: readonly number[]): boolean {
  return shape.length > 1
}

/** Names of the trained tensors of one layer. */
export function layerParameterNames(layer: number) {
  const prefix = `layers.${layer}`
  return {
    attentionNorm: `${prefix}.attention_norm`,
    queryKeyValue: `${prefix}.attention.query_key_value`,
    queryKeyValueBias: `${prefix}.attention.query_key_value_bias`,
    queryNorm: `${prefix}.attention.query_norm`,
    keyNorm: `${prefix}.attention.key_norm`,
    attentionOutput: `${prefix}.attention.output`,
    feedForwardNorm: `${prefix}.feed_forward_norm`,
    gateUp: `${prefix}.feed_forward.gate_up`,
    down: `${prefix}.feed_forward.down`,
  } as const
}

export const embeddingName = 'embedding'
export const finalNormName = 'final_norm'

/** The matrix [vocabSize, hiddenSize] that turns hidden states into logits. */
export function headName(config: DecoderConfig): string {
  return config.hasUntiedHead ? 'head' : embeddingName
}

/** How queries, keys and values lie side by side in their packed matrix, in elements and heads. */
export type AttentionShape = {
  readonly headSize: number
  readonly keyValueHeadCount: number
  /** Heads of queries that share one head of keys and values. */
  readonly groupSize: number
  /** Heads of queries, keys and values together. */
  readonly packedHeadCount: number
  readonly packedWidth: number
  /** The heads of the queries side by side. */
  readonly queryWidth: number
}

/** Throws RangeError when the heads do not divide evenly. */
export function attentionShape(config: DecoderConfig): AttentionShape {
  const { hiddenSize, headCount, keyValueHeadCount = headCount, headSize = hiddenSize / headCount } = config
  const groupSize = headCount / keyValueHeadCount
  // Rotary embedding turns the two halves of a head together.
  if (!Number.isInteger(headSize / 2)) {
    throw new RangeError(`${headCount} heads cannot share a width of ${hiddenSize} in even parts.`)
  }
  if (!Number.isInteger(groupSize)) {
    throw new RangeError(`${headCount} query heads cannot share ${keyValueHeadCount} key and value heads.`)
  }
  const packedHeadCount = headCount + 2 * keyValueHeadCount
  const packedWidth = packedHeadCount * headSize
  const queryWidth = headCount * headSize
  return { headSize, keyValueHeadCount, groupSize, packedHeadCount, packedWidth, queryWidth }
}

/**
 * Every trained tensor in the order in which checkpoints store them. Matrices are [in, out];
 * query, key and value are packed side by side in one matrix, gate and up in another. Embedding
 * and head are [vocabSize, hiddenSize].
 */
export function decoderParameters(config: DecoderConfig): ParameterSpec[] {
  const { hiddenSize, feedForwardSize, vocabSize } = config
  const { packedWidth, queryWidth, headSize } = attentionShape(config)
  const layers = Array.from({ length: config.layerCount }, (_, layer): ParameterSpec[] => {
    const names = layerParameterNames(layer)
    return [
      { name: names.attentionNorm, shape: [hiddenSize] },
      { name: names.queryKeyValue, shape: [hiddenSize, packedWidth] },
      ...(config.hasAttentionBias ? [{ name: names.queryKeyValueBias, shape: [packedWidth] }] : []),
      ...(config.hasQueryKeyNorm
        ? [
            { name: names.queryNorm, shape: [headSize] },
            { name: names.keyNorm, shape: [headSize] },
          ]
        : []),
      { name: names.attentionOutput, shape: [queryWidth, hiddenSize] },
      { name: names.feedForwardNorm, shape: [hiddenSize] },
      { name: names.gateUp, shape: [hiddenSize, 2 * feedForwardSize] },
      { name: names.down, shape: [feedForwardSize, hiddenSize] },
    ]
  })
  return [
    { name: embeddingName, shape: [vocabSize, hiddenSize] },
    ...layers.flat(),
    { name: finalNormName, shape: [hiddenSize] },
    ...(config.hasUntiedHead ? [{ name: headName(config), shape: [vocabSize, hiddenSize] }] : []),
  ]
}

/** What only the inference graph with grouped-query attention can express, and how it is called. */
const extensions = {
  headSize: 'a head size of its own',
  hasQueryKeyNorm: 'normalized queries and keys',
  slidingWindow: 'a sliding window',
  ropeScaling: 'scaled rotary positions',
} as const

/** Throws RangeError when a decoder has more than `graph`, named for people, can express. */
export function refuseExtensions(config: DecoderConfig, graph: string): void {
  for (const [key, what] of Object.entries(extensions)) {
    const value = config[key as keyof typeof extensions]
    const isUsual = key === 'headSize' && value === config.hiddenSize / config.headCount
    if (value && !isUsual) throw new RangeError(`${graph} cannot express a decoder with ${what}.`)
  }
}

/** The number of elements of a shape. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

/** The number of trained numbers of a decoder. */
export function parameterCount(config: DecoderConfig): number {
  return decoderParameters(config).reduce((sum, { shape }) => sum + elementCount(shape), 0)
}
