import {
  attentionShape,
  type DecoderConfig,
  decoderParameters,
  layerParameterNames,
  type ParameterSpec,
} from './decoder-config.ts'

/** A matrix [in, out] of a layer. A packed one holds several side by side: `widths` are the columns of each. */
export type LayerMatrix = ParameterSpec & { readonly widths: readonly number[] }

/**
 * The four projections of every layer in the order of checkpoints: queries, keys and values packed, the output of
 * attention, gate and up packed, down.
 */
export function layerMatrices(config: DecoderConfig): LayerMatrix[] {
  const { hiddenSize, feedForwardSize } = config
  const { queryWidth, keyValueHeadCount, headSize } = attentionShape(config)
  const keyValueWidth = keyValueHeadCount * headSize
  const widthsByName = new Map<string, readonly number[]>()
  for (let layer = 0; layer < config.layerCount; layer += 1) {
    const names = layerParameterNames(layer)
    widthsByName.set(names.queryKeyValue, [queryWidth, keyValueWidth, keyValueWidth])
    widthsByName.set(names.attentionOutput, [hiddenSize])
    widthsByName.set(names.gateUp, [feedForwardSize, feedForwardSize])
    widthsByName.set(names.down, [hiddenSize])
  }
  return decoderParameters(config).flatMap((spec) => {
    const widths = widthsByName.get(spec.name)
    return widths ? [{ ...spec, widths }] : []
  })
}
