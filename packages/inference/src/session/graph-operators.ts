import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Operators that decide how a graph can be run, and how exactly. */
const operators = ['GroupQueryAttention', 'MatMulNBits', 'MatMulInteger', 'DynamicQuantizeMatMul'] as const

export type NotedOperator = (typeof operators)[number]

/** Field numbers of ModelProto and GraphProto: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const GRAPH_FIELD = 7
const NODE_FIELD = 1

/** A node is its operator, a few names and attributes; weights stand elsewhere. */
const LONGEST_NODE_BYTES = 2 ** 20

/**
 * Which of the noted operators an ONNX file uses. Only the nodes are read, so that it is quick even where gigabytes of
 * weights stand in the file. Finds nothing in what is no ONNX. Throws what opening the file throws.
 */
export function findOperators(graphPath: string): ReadonlySet<NotedOperator> {
  const found = new Set<NotedOperator>()
  const file = openSync(graphPath, 'r')
  try {
    for (const model of fieldsOf(file, 0, fstatSync(file).size)) {
      if (model.number !== GRAPH_FIELD) continue
      for (const { number, start, end } of fieldsOf(file, model.start, model.end)) {
        if (number !== NODE_FIELD || end - start > LONGEST_NODE_BYTES) continue
        const node = readAt(file, start, end - start)
        for (const name of operators) if (node.includes(name)) found.add(name)
      }
    }
    return found
  } finally {
    closeSync(file)
  }
}

type Field = { readonly number: number; readonly start: number; readonly end: number }

/** The length-delimited fields of the message between two places; ends early at what is no such message. */
function* fieldsOf(file: number, from: number, to: number): Generator<Field> {
  let place = from
  while (place < to) {
    // The longest tag and length are of ten bytes each.
    const header = readAt(file, place, 20)
    const tag = readVarint(header, 0)
    const value = tag && tag.value % 8 === 2 ? readVarint(header, tag.end) : null
    if (tag === null || value === null) {
      const next = tag && skipNumber(header, tag)
      if (next === null) return
      place += next
      continue
    }
    const start = place + value.end
    const end = start + value.value
    if (end > to) return
    yield { number: Math.floor(tag.value / 8), start, end }
    place = end
  }
}

type Varint = { readonly value: number; readonly end: number }

/** Bytes of a field that is a number; null for one that is neither. */
function skipNumber(header: Buffer, tag: Varint): number | null {
  switch (tag.value % 8) {
    case 0:
      return readVarint(header, tag.end)?.end ?? null
    case 1:
      return tag.end + 8
    case 5:
      return tag.end + 4
    default:
      return null
  }
}

function readVarint(bytes: Buffer, start: number): Varint | null {
  let value = 0
  let unit = 1
  for (let place = start; place < start + 10; place++) {
    const byte = bytes[place]
    if (byte === undefined) return null
    value += (byte % 128) * unit
    if (byte < 128) return { value, end: place + 1 }
    unit *= 128
  }
  return null
}

function readAt(file: number, place: number, byteCount: number): Buffer {
  const buffer = Buffer.allocUnsafe(byteCount)
  return buffer.subarray(0, readSync(file, buffer, 0, byteCount, place))
}
