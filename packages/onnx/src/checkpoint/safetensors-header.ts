import { elementCount } from '../decoder-config.ts'
import { damaged } from './checkpoint-error.ts'

/** One tensor of a safetensors file: `length` bytes from `offset` on, counted from the file's start. */
export type SafetensorsEntry = {
  readonly type: string
  readonly shape: readonly number[]
  readonly offset: number
  readonly length: number
}

/** Bits of one element: https://github.com/huggingface/safetensors/blob/main/safetensors/src/tensor.rs */
const elementBits = new Map([
  ...['BOOL', 'U8', 'I8', 'F8_E5M2', 'F8_E4M3', 'F8_E8M0'].map((type) => [type, 8] as const),
  ...['U16', 'I16', 'F16', 'BF16'].map((type) => [type, 16] as const),
  ...['U32', 'I32', 'F32'].map((type) => [type, 32] as const),
  ...['U64', 'I64', 'F64', 'C64'].map((type) => [type, 64] as const),
  ...['F4'].map((type) => [type, 4] as const),
  ...['F6_E2M3', 'F6_E3M2'].map((type) => [type, 6] as const),
])

/** Bytes in front of the header: its length, as a 64-bit number. */
export const headerStart = 8

/** No header of a real model is nearly as long; the reference implementation draws the same line. */
export const longestHeader = 100_000_000

type JsonObject = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0)
}

function readEntry(file: string, name: string, value: unknown, dataStart: number): SafetensorsEntry {
  const broken = (what: string) =>
    damaged(`The header of ${file} is damaged: ${what} of the tensor "${name}".`)
  if (!isObject(value)) throw broken('it says nothing')
  const { dtype: type, shape, data_offsets: offsets } = value
  const bits = typeof type === 'string' ? elementBits.get(type) : undefined
  if (typeof type !== 'string' || bits === undefined) throw broken(`unknown dtype ${JSON.stringify(type)}`)
  if (!isSizes(shape)) throw broken('bad shape')
  if (!isSizes(offsets) || offsets.length !== 2) throw broken('bad data_offsets')
  const [begin = 0, end = 0] = offsets
  if (end - begin !== (elementCount(shape) * bits) / 8) {
    throw broken(`${end - begin} bytes do not fit the dtype ${type} and the shape [${shape}]`)
  }
  return { type, shape, offset: dataStart + begin, length: end - begin }
}

/** Tensors must lie one behind the other, without holes, up to the end of the file. */
function checkPlaces(
  file: string,
  entries: ReadonlyMap<string, SafetensorsEntry>,
  place: { readonly start: number; readonly end: number },
): void {
  let reached = place.start
  const ordered = [...entries].sort(([, a], [, b]) => a.offset - b.offset || a.length - b.length)
  for (const [name, { offset, length }] of ordered) {
    if (offset !== reached) {
      const what = offset < reached ? 'overlaps another one' : 'lies behind a hole'
      throw damaged(`The header of ${file} is damaged: the tensor "${name}" ${what}.`)
    }
    reached += length
  }
  if (reached > place.end) {
    throw damaged(
      `${file} is cut short: it has ${place.end} bytes, and its header tells of ${reached}. Download it again.`,
    )
  }
  if (reached < place.end) {
    throw damaged(`${file} is damaged: ${place.end - reached} bytes lie behind its last tensor.`)
  }
}

/**
 * The tensors of one safetensors file, from its header (the JSON behind the first eight bytes) and its size in bytes.
 * Throws CHECKPOINT_DAMAGED when the header is broken, or when the tensors do not fill the file exactly.
 * https://huggingface.co/docs/safetensors/index#format
 */
export function readSafetensorsHeader(
  file: string,
  header: Uint8Array,
  fileSize: number,
): Map<string, SafetensorsEntry> {
  let parsed: unknown
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header))
  } catch (cause) {
    throw damaged(`The header of ${file} is damaged: it is no JSON.`, cause)
  }
  if (!isObject(parsed)) throw damaged(`The header of ${file} is damaged: it is no JSON object.`)
  const start = headerStart + header.byteLength
  const entries = new Map<string, SafetensorsEntry>()
  for (const [name, value] of Object.entries(parsed)) {
    if (name !== '__metadata__') entries.set(name, readEntry(file, name, value, start))
  }
  checkPlaces(file, entries, { start, end: fileSize })
  return entries
}
