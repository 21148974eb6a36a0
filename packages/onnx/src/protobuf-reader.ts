import type { Bytes } from './protobuf.ts'

/** One field of a message: a number, or the bytes of a string, an embedded message or a packed list. */
type Field = { readonly number: number } & ({ readonly value: bigint } | { readonly bytes: Bytes })

const wireTypes = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const

const cutShort = () => new Error('The file is cut short or no protocol buffer.')

function readVarint(bytes: Bytes, start: number): { value: bigint; end: number } {
  let value = 0n
  for (let index = start; index < start + 10; index += 1) {
    const byte = bytes[index]
    if (byte === undefined) throw cutShort()
    value |= BigInt(byte & 127) << BigInt(7 * (index - start))
    if (byte < 128) return { value, end: index + 1 }
  }
  throw cutShort()
}

function sizeOf(wireType: number, bytes: Bytes, start: number): { size: number; start: number } {
  if (wireType === wireTypes.fixed64) return { size: 8, start }
  if (wireType === wireTypes.fixed32) return { size: 4, start }
  if (wireType !== wireTypes.lengthDelimited) throw cutShort()
  const { value, end } = readVarint(bytes, start)
  return { size: Number(value), start: end }
}

/**
 * The fields of one message, in order. Nothing is copied: `bytes` are views. Throws when the message
 * is cut short. Source: https://protobuf.dev/programming-guides/encoding/
 */
function* readFields(bytes: Bytes): Generator<Field> {
  let offset = 0
  while (offset < bytes.byteLength) {
    const { value: tag, end } = readVarint(bytes, offset)
    const number = Number(tag >> 3n)
    const wireType = Number(tag & 7n)
    if (wireType === wireTypes.varint) {
      const varint = readVarint(bytes, end)
      yield { number, value: varint.value }
      offset = varint.end
      continue
    }
    const { size, start } = sizeOf(wireType, bytes, end)
    offset = start + size
    if (offset > bytes.byteLength) throw cutShort()
    yield { number, bytes: bytes.subarray(start, offset) }
  }
}

/** The bytes of every field with this number: strings, embedded messages or packed lists. */
export function bytesOfFields(message: Bytes, number: number): Bytes[] {
  return [...readFields(message)].flatMap((field) =>
    field.number === number && 'bytes' in field ? [field.bytes] : [],
  )
}

/** The numbers of a field that may be repeated, whether each is a field of its own or all are packed in one. */
export function integersOfFields(message: Bytes, number: number): number[] {
  return [...readFields(message)].flatMap((field) => {
    if (field.number !== number) return []
    return 'value' in field ? [Number(BigInt.asIntN(64, field.value))] : readPacked(field.bytes)
  })
}

function readPacked(bytes: Bytes): number[] {
  const values: number[] = []
  let offset = 0
  while (offset < bytes.byteLength) {
    const { value, end } = readVarint(bytes, offset)
    values.push(Number(BigInt.asIntN(64, value)))
    offset = end
  }
  return values
}
