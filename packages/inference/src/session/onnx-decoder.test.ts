import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ModelFolder, readModelFolder } from '../model-folder.ts'
import { aTinyModel, writeTinyModel } from '../tiny-model.ts'
import { openOnnxDecoder } from './onnx-decoder.ts'

let root: string
let model: ModelFolder
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'trialogue-decoder-'))
  await writeTinyModel(join(root, 'model'), aTinyModel())
  model = await readModelFolder(join(root, 'model'))
})
afterEach(() => rm(root, { recursive: true }))

/** A field of a protobuf message: its number and its bytes or text. */
function field(number: number, content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([Buffer.of((number << 3) | 2, bytes.length), bytes])
}

/** An integer field below 128. */
const integer = (number: number, value: number) => Buffer.of(number << 3, value)

/** A graph that copies one float32 number to its output; the number lies in another file. */
function graphWithExternalData(location: string): Buffer {
  const entry = Buffer.concat([field(1, 'location'), field(2, location)])
  const weights = Buffer.concat([
    integer(1, 1),
    integer(2, 1),
    field(8, 'w'),
    field(13, entry),
    integer(14, 1),
  ])
  const node = Buffer.concat([field(1, 'w'), field(2, 'logits'), field(4, 'Identity')])
  const type = field(1, Buffer.concat([integer(1, 1), field(2, field(1, integer(1, 1)))]))
  const output = Buffer.concat([field(1, 'logits'), field(2, type)])
  const graph = Buffer.concat([field(1, node), field(2, 'graph'), field(5, weights), field(12, output)])
  return Buffer.concat([
    integer(1, 9),
    field(7, graph),
    field(8, Buffer.concat([field(1, ''), integer(2, 18)])),
  ])
}

describe('openOnnxDecoder', () => {
  it.each([
    ['random bytes', (path: string) => writeFile(path, 'no ONNX at all')],
    ['an empty file', (path: string) => truncate(path)],
    ['a file that was cut short', (path: string) => truncate(path, 20_000)],
    ['a missing file', (path: string) => rm(path)],
  ])('is MODEL_LOAD_FAILED for %s', async (_, damage) => {
    await damage(model.graphPath)
    await expect(openOnnxDecoder(model, 1)).rejects.toMatchObject({ code: 'MODEL_LOAD_FAILED' })
  })

  it('reads weights in a file of the model, but in none outside its folder', async () => {
    await writeFile(join(root, 'secret'), Buffer.alloc(4))
    await mkdir(join(root, 'model/onnx/data'))
    await writeFile(join(root, 'model/onnx/data/weights'), Buffer.alloc(4))
    await writeFile(model.graphPath, graphWithExternalData('data/weights'))
    const decoder = await openOnnxDecoder(model, 1)
    expect(decoder.executionProvider).toBe('cpu')
    await decoder.dispose()
    for (const location of ['../../secret', join(root, 'secret'), 'data/../../../secret']) {
      await writeFile(model.graphPath, graphWithExternalData(location))
      await expect(openOnnxDecoder(model, 1)).rejects.toMatchObject({ code: 'MODEL_LOAD_FAILED' })
    }
  })

  it('keeps sequences apart', async () => {
    const decoder = await openOnnxDecoder(model, 1)
    const alone = decoder.open()
    for (const id of [0, 70]) await alone.append([id])
    const [first, second] = [decoder.open(), decoder.open()]
    await first.append([0])
    await second.append([0, 99])
    await first.append([70])
    await second.append([98])
    expect(await first.append([80])).toEqual(await alone.append([80]))
    expect([first.length, second.length]).toEqual([3, 3])
    await decoder.dispose()
  })
})
