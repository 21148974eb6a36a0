import { closeSync, openSync, writeSync } from 'node:fs'
import { elementsOf, type TensorSpec } from './model-shape.ts'

/**
 * Writes a checkpoint in single precision, one tensor in memory at a time.
 * Format: https://huggingface.co/docs/safetensors
 */
export function writeSafetensors(
  path: string,
  tensors: readonly TensorSpec[],
  valuesOf: (tensor: TensorSpec) => Float32Array,
): void {
  let end = 0
  const entries = tensors.map(({ name, shape }) => {
    const start = end
    end += elementsOf(shape) * Float32Array.BYTES_PER_ELEMENT
    return [name, { dtype: 'F32', shape, data_offsets: [start, end] }]
  })
  const json = Buffer.from(JSON.stringify(Object.fromEntries(entries)))
  // Spaces at the end keep the tensors aligned to eight bytes.
  const header = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')])
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(header.length))

  const file = openSync(path, 'w')
  try {
    writeAll(file, length)
    writeAll(file, header)
    for (const tensor of tensors) writeAll(file, valuesOf(tensor))
  } finally {
    closeSync(file)
  }
}

/** One call of write takes at most 2 GiB. */
function writeAll(file: number, data: NodeJS.ArrayBufferView): void {
  for (let done = 0; done < data.byteLength; ) {
    done += writeSync(file, new Uint8Array(data.buffer, data.byteOffset + done, data.byteLength - done))
  }
}
