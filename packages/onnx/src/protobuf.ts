/**
 * The part of the protocol buffer wire format that ONNX files need: fields of a message are byte
 * strings that are simply written one after another.
 * Source: https://protobuf.dev/programming-guides/encoding/
 */
export type Bytes = Uint8Array

const encoder = new TextEncoder()

const wireType = { varint: 0, lengthDelimited: 2, fixed32: 5 } as const

function varint(value: number | bigint): Bytes {
  // Negative numbers are written as their 64-bit two's complement (ten bytes).
  let rest = BigInt.asUintN(64, BigInt(value))
  const bytes: number[] = []
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}

function tag(field: number, type: number): Bytes {
  return varint((field << 3) | type)
}

/** Joins byte strings: the fields of one message, in order. */
export function join(parts: readonly Bytes[]): Bytes {
  let size = 0
  for (const part of parts) size += part.byteLength
  const joined = new Uint8Array(size)
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.byteLength
  }
  return joined
}

/** A field of type int32, int64 or enum. */
export function integerField(field: number, value: number | bigint): Bytes {
  return join([tag(field, wireType.varint), varint(value)])
}

/** A field of type float: four bytes, little-endian. */
export function floatField(field: number, value: number): Bytes {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  return join([tag(field, wireType.fixed32), bytes])
}

/** A field of type string, bytes or an embedded message. */
export function bytesField(field: number, value: string | Bytes): Bytes {
  const bytes = typeof value === 'string' ? encoder.encode(value) : value
  return join([tag(field, wireType.lengthDelimited), varint(bytes.byteLength), bytes])
}
