import type { FileWindow } from './file-window.ts'

/** Where a message, a text or a packed list lies in a file. */
export interface Place {
  readonly start: number
  readonly end: number
}

/** A field of a message: its number, and its value or where its bytes lie. */
type Field = { readonly number: number } & ({ readonly value: number } | Place)

const LONGEST_VARINT = 10

/** Bytes of the fixed wire types. */
const fixedSizes = new Map([
  [1, 8],
  [5, 4],
])

/**
 * The fields of a protobuf message, without reading what lies in them. Throws where the bytes are no such message.
 * Source: https://protobuf.dev/programming-guides/encoding/
 */
export function* fieldsOf(file: FileWindow, { start, end }: Place): Generator<Field> {
  for (let position = start; position < end; ) {
    const tag = readVarint(file, position, end)
    const number = Math.floor(tag.value / 8)
    const wireType = tag.value % 8
    if (wireType === 0) {
      const varint = readVarint(file, tag.end, end)
      yield { number, value: varint.value }
      position = varint.end
      continue
    }
    const fixed = fixedSizes.get(wireType)
    if (fixed === undefined && wireType !== 2) throw new Error('The file is no protobuf.')
    const size = fixed === undefined ? readVarint(file, tag.end, end) : { value: fixed, end: tag.end }
    position = size.end + size.value
    if (position > end) throw new Error('The file is cut short or no protobuf.')
    yield { number, start: size.end, end: position }
  }
}

/** Where the fields with this number lie that are messages or texts. */
export function placesOf(file: FileWindow, message: Place, number: number): Place[] {
  return [...fieldsOf(file, message)].flatMap((field) =>
    field.number === number && 'start' in field ? [field] : [],
  )
}

/** The field's first text; empty where there is none. */
export function textOf(file: FileWindow, message: Place, number: number): string {
  const [place] = placesOf(file, message, number)
  return place === undefined ? '' : file.bytes(place.start, place.end).toString()
}

/** What is above 2⁵³ is not told apart. */
function readVarint(file: FileWindow, start: number, limit: number): { value: number; end: number } {
  const bytes = file.bytes(start, Math.min(start + LONGEST_VARINT, limit))
  const length = bytes.findIndex((byte) => byte < 128) + 1
  if (length === 0) throw new Error('The file is cut short or no protobuf.')
  const value = bytes.subarray(0, length).reduceRight((sum, byte) => sum * 128 + (byte % 128), 0)
  return { value, end: start + length }
}
