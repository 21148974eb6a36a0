import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCheckpoint } from './open-checkpoint.ts'
import { rawSafetensors, safetensorsFile } from './tiny-checkpoint.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checkpoint-'))
})
afterEach(() => rm(folder, { recursive: true }))

const write = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content)

const a = { name: 'a', shape: [2, 3], data: Float32Array.of(1, -2, 0.5, 3.25, 0, -0.125) }
const b = { name: 'b', shape: [2], data: Float32Array.of(7, 8) }

describe('a checkpoint', () => {
  it.each(['F32', 'F16', 'BF16'] as const)('is read in pieces from %s', async (type) => {
    await write('model.safetensors', safetensorsFile([a, b], type))
    const checkpoint = await openCheckpoint(folder)
    expect([...checkpoint.shapes]).toEqual([
      ['a', [2, 3]],
      ['b', [2]],
    ])
    expect(await checkpoint.read('a', 0, 6)).toEqual(a.data)
    expect(await checkpoint.read('a', 3, 2)).toEqual(a.data.slice(3, 5))
    expect(await checkpoint.read('b', 1, 1)).toEqual(Float32Array.of(8))
    await checkpoint.close()
  })

  it('is put together from the parts that the index names', async () => {
    await write('one.safetensors', safetensorsFile([a], 'F32'))
    await write('two.safetensors', safetensorsFile([b], 'BF16'))
    const index = { weight_map: { a: 'one.safetensors', b: 'two.safetensors' } }
    await write('model.safetensors.index.json', JSON.stringify(index))
    const checkpoint = await openCheckpoint(folder)
    expect(await checkpoint.read('b', 0, 2)).toEqual(b.data)
    await expect(checkpoint.read('c', 0, 1)).rejects.toMatchObject({
      code: 'CHECKPOINT_DAMAGED',
      message: expect.stringContaining('"c"'),
    })
    await checkpoint.close()
  })

  it('keeps no numbers but floats', async () => {
    const header = JSON.stringify({ steps: { dtype: 'I64', shape: [1], data_offsets: [0, 8] } })
    await write('model.safetensors', rawSafetensors(header, new Uint8Array(8)))
    const checkpoint = await openCheckpoint(folder)
    await expect(checkpoint.read('steps', 0, 1)).rejects.toMatchObject({
      code: 'CHECKPOINT_UNSUPPORTED',
      message: expect.stringContaining('I64'),
    })
    await checkpoint.close()
  })
})

const entry = (begin: number, end: number, shape = [(end - begin) / 4], dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
})
const broken = (header: unknown, size: number) => rawSafetensors(JSON.stringify(header), new Uint8Array(size))
const longHeader = Buffer.alloc(16)
longHeader.writeBigUInt64LE(2n ** 40n)

describe('a damaged safetensors file is refused', () => {
  it.each<[string, Uint8Array, string]>([
    ['it is empty', new Uint8Array(), 'cut short'],
    ['it ends in the header', broken({ a: entry(0, 8) }, 8).subarray(0, 20), 'cut short'],
    ['it ends in the data', broken({ a: entry(0, 8) }, 7), 'cut short'],
    ['its header has a terabyte', longHeader, 'no safetensors file'],
    ['its header is no JSON', rawSafetensors('{"a":', new Uint8Array()), 'no JSON'],
    ['its header is a list', broken([], 0), 'no JSON object'],
    ['its header is no text', rawSafetensors('', new Uint8Array()), 'no JSON'],
    ['two tensors overlap', broken({ a: entry(0, 8), b: entry(4, 12) }, 12), '"b" overlaps'],
    ['two tensors share their bytes', broken({ a: entry(0, 8), b: entry(0, 8) }, 8), '"b" overlaps'],
    ['there is a hole', broken({ a: entry(0, 8), b: entry(12, 16) }, 16), '"b" lies behind a hole'],
    ['bytes are left over', broken({ a: entry(0, 8) }, 9), '1 bytes lie behind'],
    ['a shape does not fit its bytes', broken({ a: entry(0, 8, [3]) }, 8), '"a"'],
    ['a size is negative', broken({ a: entry(0, 8, [-2, -1]) }, 8), 'bad shape'],
    ['a dtype is unknown', broken({ a: entry(0, 8, [2], 'F128') }, 8), 'F128'],
    ['a tensor says nothing', broken({ a: null }, 0), '"a"'],
    [
      'an offset is missing',
      broken({ a: { dtype: 'F32', shape: [1], data_offsets: [0] } }, 4),
      'data_offsets',
    ],
  ])('%s', async (_, content, reason) => {
    await write('model.safetensors', content)
    await expect(openCheckpoint(folder)).rejects.toMatchObject({
      code: 'CHECKPOINT_DAMAGED',
      message: expect.stringContaining(reason),
    })
  })

  it('it shrinks while it is read', async () => {
    await write('model.safetensors', safetensorsFile([a, b], 'F32'))
    const checkpoint = await openCheckpoint(folder)
    await truncate(join(folder, 'model.safetensors'), 100)
    await expect(checkpoint.read('b', 0, 2)).rejects.toMatchObject({ code: 'CHECKPOINT_DAMAGED' })
    await checkpoint.close()
  })
})

describe('a folder is refused', () => {
  const index = (map: unknown) => JSON.stringify({ weight_map: map })

  it.each<[string, string, string]>([
    ['it is no JSON', '{', 'no JSON'],
    ['it has no map', '{}', 'weight_map'],
    ['it leads out of the folder', index({ a: '../one.safetensors' }), '../one.safetensors'],
    ['it names a file that is missing', index({ a: 'two.safetensors' }), 'two.safetensors'],
    [
      'it promises what a part lacks',
      index({ a: 'one.safetensors', b: 'one.safetensors' }),
      'lacks the tensor "b"',
    ],
  ])('because of its index: %s', async (_, content, reason) => {
    await write('one.safetensors', safetensorsFile([a], 'F32'))
    await write('model.safetensors.index.json', content)
    await expect(openCheckpoint(folder)).rejects.toMatchObject({
      code: 'CHECKPOINT_DAMAGED',
      message: expect.stringContaining(reason),
    })
  })

  it.each<[string, readonly string[], string]>([
    ['it has no weights', ['config.json'], 'no safetensors file'],
    ['it has only pickles', ['pytorch_model.bin'], 'pickle'],
    ['it has parts without an index', ['one.safetensors', 'two.safetensors'], 'several safetensors files'],
  ])('because %s', async (_, names, reason) => {
    for (const name of names) await write(name, '')
    await expect(openCheckpoint(folder)).rejects.toMatchObject({
      code: 'CHECKPOINT_UNSUPPORTED',
      message: expect.stringContaining(reason),
    })
  })
})
