import { BLOCK_SIZE } from './weight-precision.ts'

/**
 * Weights as whole numbers: (number − middle) · scale of the block, where the middle is 8 or 128. Two numbers of 4
 * bits share a byte, the first in its lower half: the layout of ONNX Runtime's `MatMulNBits`.
 * https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md#com.microsoft.MatMulNBits
 */
export type QuantizedBlocks = { readonly blocks: Uint8Array; readonly scales: Float32Array }

/** The weight of a block that lies farthest from zero. */
function farthestOf(weights: Float32Array, start: number): number {
  let farthest = 0
  for (let index = start; index < start + BLOCK_SIZE; index += 1) {
    const weight = weights[index] ?? 0
    if (Math.abs(weight) > Math.abs(farthest)) farthest = weight
  }
  return farthest
}

/**
 * Rounds blocks of 32 weights that lie side by side. The farthest weight of a block, of either sign, becomes the lowest
 * number, which has no counterpart above zero: so no number of the range is wasted.
 */
export function quantizeBlocks(weights: Float32Array, bits: 8 | 4): QuantizedBlocks {
  if (weights.length % BLOCK_SIZE !== 0) {
    throw new RangeError(`${weights.length} weights do not make whole blocks of ${BLOCK_SIZE}.`)
  }
  const middle = 2 ** (bits - 1)
  const highest = 2 ** bits - 1
  const scales = new Float32Array(weights.length / BLOCK_SIZE)
  const numbers = new Uint8Array(weights.length)
  for (let block = 0; block < scales.length; block += 1) {
    const start = block * BLOCK_SIZE
    scales[block] = farthestOf(weights, start) / -middle
    // As it was stored: the rounded scale is what the weights are multiplied with later.
    const scale = scales[block] ?? 0
    const inverse = scale === 0 ? 0 : 1 / scale
    for (let index = start; index < start + BLOCK_SIZE; index += 1) {
      const number = Math.floor((weights[index] ?? 0) * inverse + middle + 0.5)
      numbers[index] = Math.min(number, highest)
    }
  }
  return { blocks: bits === 8 ? numbers : packHalves(numbers), scales }
}

function packHalves(numbers: Uint8Array): Uint8Array {
  const packed = new Uint8Array(numbers.length / 2)
  for (let index = 0; index < packed.length; index += 1) {
    packed[index] = (numbers[2 * index] ?? 0) | ((numbers[2 * index + 1] ?? 0) << 4)
  }
  return packed
}

/** The weights that a quantized matrix stands for. */
export function dequantizeBlocks({ blocks, scales }: QuantizedBlocks, bits: 8 | 4): Float32Array {
  const middle = 2 ** (bits - 1)
  return Float32Array.from({ length: scales.length * BLOCK_SIZE }, (_, index) => {
    const byte = blocks[bits === 8 ? index : index >> 1] ?? 0
    const number = bits === 8 ? byte : (byte >> (4 * (index % 2))) & 15
    return (number - middle) * (scales[Math.floor(index / BLOCK_SIZE)] ?? 0)
  })
}
