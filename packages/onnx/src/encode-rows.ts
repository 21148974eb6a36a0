import { toFloat16 } from './float16.ts'
import { quantizeBlocks } from './quantize-blocks.ts'
import { blockBits, type WeightPrecision } from './weight-precision.ts'

const bytesOf = (data: Float32Array | Uint16Array | Uint8Array) =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength)

/** Whole rows of a parameter as bytes, one array for each of the tensors that `weightLayout` plans for it. */
export function encodeRows(rows: Float32Array, precision: WeightPrecision): Uint8Array[] {
  const bits = blockBits(precision)
  if (bits !== null) {
    const { blocks, scales } = quantizeBlocks(rows, bits)
    return [blocks, bytesOf(scales)]
  }
  return [bytesOf(precision === 'fp16' ? toFloat16(rows) : rows)]
}
