import type { FileWindow } from './file-window.ts'
import { fieldsOf } from './protobuf-fields.ts'

/** Puts parts of a protobuf message together. Source: https://protobuf.dev/programming-guides/encoding/ */
export const message = (...fields: readonly Buffer[]): Buffer => Buffer.concat(fields)

function varint(value: number): Buffer {
  const bytes: number[] = []
  for (let rest = value; bytes.length === 0 || rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + (rest >= 128 ? 128 : 0))
  }
  return Buffer.from(bytes)
}

/** A field that is a whole number of 0 or more. */
export const integer = (number: number, value: number): Buffer => message(varint(number * 8), varint(value))

/** A field that is a message, a text or bytes. */
export function field(number: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content)
  return message(varint(number * 8 + 2), varint(bytes.length), bytes)
}

/** A message in memory, for what reads messages from files. */
export function inMemory(bytes: Buffer): FileWindow {
  return { sizeBytes: bytes.length, bytes: (start, end) => bytes.subarray(start, end) }
}

/** The message with its embedded messages, texts and bytes exchanged. It may not hold numbers of a fixed size. */
export function changeFields(bytes: Buffer, change: (number: number, content: Buffer) => Buffer): Buffer {
  const parts = [...fieldsOf(inMemory(bytes), { start: 0, end: bytes.length })].map((part) =>
    'start' in part
      ? field(part.number, change(part.number, bytes.subarray(part.start, part.end)))
      : integer(part.number, part.value),
  )
  return message(...parts)
}
