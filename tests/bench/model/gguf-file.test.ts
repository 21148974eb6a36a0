import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type GgufTypeName, ggufTypes } from './gguf-blocks.ts'
import { writeGguf } from './gguf-file.ts'
import { checkpointTensors, tinyShape } from './model-shape.ts'
import { randomTensor } from './random-weights.ts'
import { interleaveHeads, writeGgufModel } from './write-gguf-model.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'trialogue-gguf-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

type Place = { readonly dimensions: number[]; readonly typeId: number; readonly start: number }

/** Reads the file as the specification says, without the writer's help. */
function readGguf(path: string) {
  const file = readFileSync(path)
  let at = 0
  const skip = (bytes: number) => {
    const start = at
    at += bytes
    return start
  }
  const uint32 = () => file.readUInt32LE(skip(4))
  const uint64 = () => Number(file.readBigUInt64LE(skip(8)))
  const text = () => {
    const length = uint64()
    return file.toString('utf8', skip(length), at)
  }
  const value = (typeId: number): unknown => {
    if (typeId === 8) return text()
    if (typeId === 6) return file.readFloatLE(skip(4))
    if (typeId !== 9) return uint32()
    const itemType = uint32()
    return Array.from({ length: uint64() }, () => value(itemType))
  }
  expect(file.toString('latin1', 0, 4)).toBe('GGUF')
  skip(4)
  expect(uint32()).toBe(3)
  const [tensorCount, keyCount] = [uint64(), uint64()]
  const metadata = new Map(Array.from({ length: keyCount }, () => [text(), value(uint32())] as const))
  const tensors = new Map<string, Place>()
  for (let index = 0; index < tensorCount; index++) {
    const name = text()
    const dimensions = Array.from({ length: uint32() }, uint64)
    tensors.set(name, { dimensions, typeId: uint32(), start: uint64() })
  }
  const base = Math.ceil(at / 32) * 32
  const bytesFrom = (name: string) => file.subarray(base + (tensors.get(name)?.start ?? Number.NaN))
  return { metadata, tensors, bytesFrom, size: file.length }
}

const floats = (bytes: Buffer, count: number) =>
  Array.from({ length: count }, (_, i) => bytes.readFloatLE(4 * i))

describe('a GGUF file', () => {
  it('holds each tensor where it says, aligned, to the last padded byte', () => {
    const path = join(folder, 'two.gguf')
    const values = Float32Array.of(1, 2, 3, 4, 5, 6)
    const tensor = { shape: [3, 2], type: ggufTypes.f32, values: () => values }
    writeGguf(
      path,
      { answer: { type: 'uint32', value: 42 }, words: { type: 'strings', value: ['a', 'bc'] } },
      [
        { name: 'first', ...tensor },
        { name: 'second', ...tensor },
      ],
    )
    const { metadata, tensors, bytesFrom } = readGguf(path)
    expect(Object.fromEntries(metadata)).toEqual({ answer: 42, words: ['a', 'bc'] })
    expect([...tensors.keys()]).toEqual(['first', 'second'])
    for (const name of tensors.keys()) {
      expect(tensors.get(name)).toMatchObject({ dimensions: [2, 3], typeId: 0 })
      expect(floats(bytesFrom(name), 6)).toEqual([1, 2, 3, 4, 5, 6])
    }
    expect(bytesFrom('second').length).toBe(32)
  })

  it.each<[GgufTypeName, number]>([
    ['f32', 0],
    ['q8_0', 8],
    ['q4_0', 2],
  ])('holds a whole model as %s', (type, typeId) => {
    const path = join(folder, `${type}.gguf`)
    writeGgufModel(path, tinyShape, type, randomTensor)
    const { metadata, tensors, bytesFrom } = readGguf(path)
    expect(metadata.get('general.architecture')).toBe('llama')
    expect(metadata.get('tokenizer.ggml.tokens')).toHaveLength(tinyShape.vocab_size)
    expect(tensors.size).toBe(checkpointTensors(tinyShape).length)
    expect(tensors.get('blk.1.ffn_down.weight')).toMatchObject({ dimensions: [96, 64], typeId })
    expect(tensors.get('output_norm.weight')).toMatchObject({ dimensions: [64], typeId: 0 })
    const gains = randomTensor({ name: 'model.norm.weight', shape: [64] })
    expect(floats(bytesFrom('output_norm.weight'), 64)).toEqual([...gains])
    // What a reader makes of a matrix is what was to be written, to half a step of 8 bits, or to one of 4, where the
    // other end of the range is cut off; the scale itself is rounded to 11 bits.
    const matrix = randomTensor({ name: 'model.layers.1.mlp.down_proj.weight', shape: [64, 96] })
    const stored = decode[type](bytesFrom('blk.1.ffn_down.weight'), matrix.length)
    const errors = stored.map((value, index) => Math.abs(value - (matrix[index] ?? 0)))
    const step = { f32: 0, q8_0: 0.5 / 127 + 2 ** -11, q4_0: 1 / 8 + 2 ** -11 }[type]
    expect(Math.max(...errors)).toBeLessThanOrEqual(step * Math.sqrt(3 / 96))
  })
})

const decode: Record<GgufTypeName, (bytes: Buffer, count: number) => number[]> = {
  f32: floats,
  q8_0: (bytes, count) =>
    Array.from({ length: count }, (_, index) => {
      const block = 34 * Math.floor(index / 32)
      return half(bytes, block) * bytes.readInt8(block + 2 + (index % 32))
    }),
  q4_0: (bytes, count) =>
    Array.from({ length: count }, (_, index) => {
      const block = 18 * Math.floor(index / 32)
      const pair = bytes.readUInt8(block + 2 + (index % 16))
      return half(bytes, block) * ((index % 32 < 16 ? pair & 15 : pair >> 4) - 8)
    }),
}

const half = (bytes: Buffer, at: number) => new DataView(bytes.buffer, bytes.byteOffset).getFloat16(at, true)

describe('blocks', () => {
  it('keep the largest weight, whatever its sign', () => {
    for (const sign of [1, -1]) {
      const values = new Float32Array(32).fill(0.25)
      values[7] = sign
      const decoded = decode.q4_0(Buffer.from(ggufTypes.q4_0.encode(values)), 32)
      expect(decoded[7]).toBe(sign)
      expect(decoded[0]).toBe(0.25)
    }
  })

  it('of zeros are zeros, and parts of blocks are refused', () => {
    expect(decode.q8_0(Buffer.from(ggufTypes.q8_0.encode(new Float32Array(32))), 32)).toEqual(
      new Array(32).fill(0),
    )
    expect(() => ggufTypes.q8_0.encode(new Float32Array(33))).toThrow('whole blocks')
  })
})

it('puts the rows that are turned together side by side, head by head', () => {
  // One weight a row, which is the row's number: two heads of four rows.
  const rows = Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7)
  expect([...interleaveHeads(rows, { name: 'q', shape: [8, 1] }, 4)]).toEqual([0, 2, 1, 3, 4, 6, 5, 7])
})
