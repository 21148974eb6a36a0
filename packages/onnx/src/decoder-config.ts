/** The shape of a decoder of the Llama kind. What is optional was added by its successors (Llama 2 and 3, Qwen 2). */
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
}

/** Throws RangeError when the heads do not divide evenly. */
export function attentionShape(config: DecoderConfig): AttentionShape {
  const { hiddenSize, headCount, keyValueHeadCount = headCount } = config
  const headSize = hiddenSize / headCount
  const groupSize = headCount / keyValueHeadCount
  // Rotary embedding turns the two halves of a head together.
  if (!Number.isInteger(headSize / 2)) {
    throw new RangeError(`${headCount} heads cannot share a width of ${hiddenSize} in even parts.`)
  }
  if (!Number.isInteger(groupSize)) {
    throw new RangeError(`${headCount} query heads cannot share ${keyValueHeadCount} key and value heads.`)
  }
  const packedHeadCount = headCount + 2 * keyValueHeadCount
  return { headSize, keyValueHeadCount, groupSize, packedHeadCount, packedWidth: packedHeadCount * headSize }
}

/**
 * Every trained tensor in the order in which checkpoints store them. Matrices are [in, out];
 * query, key and value are packed side by side in one matrix, gate and up in another. Embedding
 * and head are [vocabSize, hiddenSize].
 */
export function decoderParameters(config: DecoderConfig): ParameterSpec[] {
  const { hiddenSize, feedForwardSize, vocabSize } = config
  const { packedWidth } = attentionShape(config)
  const layers = Array.from({ length: config.layerCount }, (_, layer): ParameterSpec[] => {
    const names = layerParameterNames(layer)
    return [
      { name: names.attentionNorm, shape: [hiddenSize] },
      { name: names.queryKeyValue, shape: [hiddenSize, packedWidth] },
      ...(config.hasAttentionBias ? [{ name: names.queryKeyValueBias, shape: [packedWidth] }] : []),
      { name: names.attentionOutput, shape: [hiddenSize, hiddenSize] },
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

/** The number of elements of a shape. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

/** The number of trained numbers of a decoder. */
export function parameterCount(config: DecoderConfig): number {
  return decoderParameters(config).reduce((sum, { shape }) => sum + elementCount(shape), 0)
}
