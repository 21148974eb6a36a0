import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import type { GgufType } from './gguf-blocks.ts'
import { elementsOf } from './model-shape.ts'

export type GgufValue =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'uint32'; readonly value: number }
  | { readonly type: 'float32'; readonly value: number }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'int32s'; readonly value: readonly number[] }

export interface GgufTensor {
  readonly name: string
  /** As elsewhere, the dimension that varies fastest comes last; the file has them the other way round. */
  readonly shape: readonly number[]
  readonly type: GgufType
  /** Called when the tensor is written, so that one is in memory at a time. */
  readonly values: () => Float32Array
}

/** Numbers of the value types: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
const typeIds = { uint32: 4, int32: 5, float32: 6, string: 8, array: 9 } as const
const ALIGNMENT = 32

/** Writes a GGUF file, version 3. */
export function writeGguf(
  path: string,
  metadata: Readonly<Record<string, GgufValue>>,
  tensors: readonly GgufTensor[],
): void {
  let offset = 0
  const placed = tensors.map((tensor) => {
    const place = { tensor, offset }
    offset = aligned(offset + byteLengthOf(tensor))
    return place
  })
  const header = Buffer.concat([
    Buffer.from('GGUF'),
    uint32(3),
    uint64(tensors.length),
    uint64(Object.keys(metadata).length),
    ...Object.entries(metadata).flatMap(([key, value]) => [text(key), encodeValue(value)]),
    ...placed.flatMap(({ tensor: { name, shape, type }, offset }) => [
      text(name),
      uint32(shape.length),
      ...shape.toReversed().map(uint64),
      uint32(type.id),
      uint64(offset),
    ]),
  ])
  const start = aligned(header.length)
  const file = openSync(path, 'w')
  try {
    writeSync(file, header)
    for (const { tensor, offset } of placed) {
      const data = tensor.type.encode(tensor.values())
      writeSync(file, data, 0, data.length, start + offset)
    }
    // The last tensor is padded as well, or the file counts as incomplete.
    ftruncateSync(file, start + offset)
  } finally {
    closeSync(file)
  }
}

const aligned = (offset: number) => Math.ceil(offset / ALIGNMENT) * ALIGNMENT

function byteLengthOf({ shape, type }: GgufTensor): number {
  return (elementsOf(shape) / type.blockLength) * type.blockBytes
}

function encodeValue(entry: GgufValue): Buffer {
  switch (entry.type) {
    case 'string':
      return Buffer.concat([uint32(typeIds.string), text(entry.value)])
    case 'uint32':
      return Buffer.concat([uint32(typeIds.uint32), uint32(entry.value)])
    case 'float32':
      return Buffer.concat([uint32(typeIds.float32), float32(entry.value)])
    case 'strings':
      return encodeList(typeIds.string, entry.value.map(text))
    case 'int32s':
      return encodeList(typeIds.int32, entry.value.map(uint32))
    default:
      return entry satisfies never
  }
}

function encodeList(typeId: number, items: readonly Buffer[]): Buffer {
  return Buffer.concat([uint32(typeIds.array), uint32(typeId), uint64(items.length), ...items])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

function float32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return bytes
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([uint64(bytes.length), bytes])
}
