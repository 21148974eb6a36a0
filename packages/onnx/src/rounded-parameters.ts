import { type DecoderConfig, decoderParameters } from './decoder-config.ts'
import { dequantizeBlocks, quantizeBlocks } from './quantize-blocks.ts'
import { transpose } from './slots-decoder-model.ts'
import { weightLayout } from './weight-layout.ts'
import { blockBits, type WeightPrecision } from './weight-precision.ts'

/** For tests: what the parameters are once they have been stored in blocks. */
export function roundedParameters(
  config: DecoderConfig,
  parameters: ReadonlyMap<string, Float32Array>,
  precision: WeightPrecision,
): Map<string, Float32Array> {
  const bits = blockBits(precision)
  const stored = weightLayout(config, precision).parameters
  return new Map(
    decoderParameters(config).map(({ name }): [string, Float32Array] => {
      const data = parameters.get(name) ?? new Float32Array()
      const { rows = 0, columns = 0, isTurned, precision: own } = stored.get(name) ?? {}
      if (bits === null || own !== precision) return [name, data]
      const straight = isTurned ? transpose(data, rows, columns) : data
      const back = dequantizeBlocks(quantizeBlocks(straight, bits), bits)
      return [name, isTurned ? transpose(back, columns, rows) : back]
    }),
  )
}
