/**
 * How GGUF stores 32 weights together. Layouts and rounding are those of `quantize_row_q8_0_ref` and
 * `quantize_row_q4_0_ref` in https://github.com/ggml-org/ggml/blob/master/src/ggml-quants.c
 */
export interface GgufType {
  /** Number of the type in the file: `enum ggml_type`. */
  readonly id: number
  readonly blockLength: number
  readonly blockBytes: number
  encode(values: Float32Array): Uint8Array
}

const BLOCK = 32

export const ggufTypes = {
  f32: {
    id: 0,
    blockLength: 1,
    blockBytes: 4,
    encode: (values) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  },
  q8_0: { id: 8, blockLength: BLOCK, blockBytes: 2 + BLOCK, encode: (values) => encodeBlocks(values, q8) },
  q4_0: {
    id: 2,
    blockLength: BLOCK,
    blockBytes: 2 + BLOCK / 2,
    encode: (values) => encodeBlocks(values, q4),
  },
} as const satisfies Record<string, GgufType>

export type GgufTypeName = keyof typeof ggufTypes

interface BlockRule {
  /** Bytes behind the scale. */
  readonly dataBytes: number
  /** The step between two stored numbers, from the weight of the largest size. */
  readonly scaleOf: (extreme: number) => number
  /** Writes the weights from `from` on, divided by the scale, to `target` at `at`. */
  readonly write: (
    values: Float32Array,
    from: number,
    inverse: number,
    target: Uint8Array,
    at: number,
  ) => void
}

const q8: BlockRule = {
  dataBytes: BLOCK,
  scaleOf: (extreme) => Math.abs(extreme) / 127,
  write(values, from, inverse, target, at) {
    for (let index = 0; index < BLOCK; index++) {
      target[at + index] = Math.round((values[from + index] ?? 0) * inverse)
    }
  },
}

/** The extreme weight becomes −8, whatever its sign; stored with 8 added, first and second half in one byte. */
const q4: BlockRule = {
  dataBytes: BLOCK / 2,
  scaleOf: (extreme) => extreme / -8,
  write(values, from, inverse, target, at) {
    const step = (index: number) => Math.min(15, Math.floor((values[index] ?? 0) * inverse + 8.5))
    for (let index = 0; index < BLOCK / 2; index++) {
      target[at + index] = step(from + index) | (step(from + index + BLOCK / 2) << 4)
    }
  },
}

function encodeBlocks(values: Float32Array, { dataBytes, scaleOf, write }: BlockRule): Uint8Array {
  if (values.length % BLOCK !== 0) throw new RangeError(`${values.length} weights do not fill whole blocks.`)
  const blockBytes = 2 + dataBytes
  const target = new Uint8Array((values.length / BLOCK) * blockBytes)
  const bytes = new DataView(target.buffer)
  for (let block = 0; block < values.length / BLOCK; block++) {
    const scale = scaleOf(extremeOf(values, block * BLOCK))
    bytes.setFloat16(block * blockBytes, scale, true)
    write(values, block * BLOCK, scale === 0 ? 0 : 1 / scale, target, block * blockBytes + 2)
  }
  return target
}

function extremeOf(values: Float32Array, from: number): number {
  let extreme = 0
  for (let index = from; index < from + BLOCK; index++) {
    const value = values[index] ?? 0
    if (Math.abs(value) > Math.abs(extreme)) extreme = value
  }
  return extreme
}
