/** The shape of a decoder of the Llama kind whose output head is tied to its embedding. */
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
}

/** One trained tensor: its name and shape. */
export type ParameterSpec = { readonly name: string; readonly shape: readonly number[] }

/** Names of the trained tensors of one layer. */
export function layerParameterNames(layer: number) {
  const prefix = `layers.${layer}`
  return {
    attentionNorm: `${prefix}.attention_norm`,
    queryKeyValue: `${prefix}.attention.query_key_value`,
    attentionOutput: `${prefix}.attention.output`,
    feedForwardNorm: `${prefix}.feed_forward_norm`,
    gateUp: `${prefix}.feed_forward.gate_up`,
    down: `${prefix}.feed_forward.down`,
  } as const
}

export const embeddingName = 'embedding'
export const finalNormName = 'final_norm'

/**
 * Every trained tensor in the order in which checkpoints store them. Matrices are [in, out];
 * query, key and value are packed side by side in one matrix, gate and up in another.
 */
export function decoderParameters(config: DecoderConfig): ParameterSpec[] {
  const { hiddenSize, feedForwardSize } = config
  const layers = Array.from({ length: config.layerCount }, (_, layer): ParameterSpec[] => {
    const names = layerParameterNames(layer)
    return [
      { name: names.attentionNorm, shape: [hiddenSize] },
      { name: names.queryKeyValue, shape: [hiddenSize, 3 * hiddenSize] },
      { name: names.attentionOutput, shape: [hiddenSize, hiddenSize] },
      { name: names.feedForwardNorm, shape: [hiddenSize] },
      { name: names.gateUp, shape: [hiddenSize, 2 * feedForwardSize] },
      { name: names.down, shape: [feedForwardSize, hiddenSize] },
    ]
  })
  return [
    { name: embeddingName, shape: [config.vocabSize, hiddenSize] },
    ...layers.flat(),
    { name: finalNormName, shape: [hiddenSize] },
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
