import type { DecoderConfig } from './decoder-config.ts'
import { encodeRows } from './encode-rows.ts'
import { rotaryCaches } from './rotary-caches.ts'
import { type SlotsDecoderOptions, slotsDecoderGraph } from './slots-decoder-graph.ts'
import { rotationNames, weightLayout } from './weight-layout.ts'

/** A matrix [in, out] as [out, in]. */
export function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(matrix.length)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      turned[row * columns + column] = matrix[column * rows + row] ?? 0
    }
  }
  return turned
}

/**
 * A decoder for slots made of parameters in memory, as `decoderParameters` lists them: the file of the graph, and
 * that of the weights under the name `dataFile`. `convertCheckpoint` does the same for models of any size.
 * Throws when a parameter is missing; RangeError for a shape that the operators cannot express.
 */
export function slotsDecoderModel(
  config: DecoderConfig,
  parameters: ReadonlyMap<string, Float32Array>,
  options: SlotsDecoderOptions,
): { readonly graph: Uint8Array; readonly data: Uint8Array } {
  const layout = weightLayout(config, options.precision)
  const data = new Uint8Array(layout.sizeBytes)
  const { cosines, sines } = rotaryCaches(config)
  const all = new Map([...parameters, [rotationNames.cosines, cosines], [rotationNames.sines, sines]])
  for (const [name, { rows, columns, isTurned, precision, tensors }] of layout.parameters) {
    const values = all.get(name)
    if (values?.length !== rows * columns)
      throw new Error(`The parameter "${name}" is missing or has another shape.`)
    const encoded = encodeRows(isTurned ? transpose(values, rows, columns) : values, precision)
    for (const [index, { offset }] of tensors.entries()) data.set(encoded[index] ?? [], offset)
  }
  return { graph: slotsDecoderGraph(config, options), data }
}
