import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { llamaDecoderGraph } from '@trialogue/onnx'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeFields, field, integer, message } from '../model-folder/protobuf-writing.ts'
import { type ModelFolder, readModelFolder } from '../model-folder.ts'
import { aTinyModel, writeTinyModel } from '../tiny-model.ts'
import { openSlotRunner } from './open-slot-runner.ts'

const options = { threads: 1, slotCount: 2, slotLength: 64 }

let root: string
let model: ModelFolder
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'trialogue-runner-'))
  await writeTinyModel(join(root, 'model'), aTinyModel())
  model = await readModelFolder(join(root, 'model'))
})
afterEach(() => rm(root, { recursive: true }))

/** A graph that copies one float32 number to its output; the number lies in another file. */
function graphWithExternalData(location: string): Buffer {
  const entry = message(field(1, 'location'), field(2, location))
  const weights = message(integer(1, 1), integer(2, 1), field(8, 'w'), field(13, entry), integer(14, 1))
  const node = message(field(1, 'w'), field(2, 'logits'), field(4, 'Identity'))
  const type = field(1, message(integer(1, 1), field(2, field(1, integer(1, 1)))))
  const output = message(field(1, 'logits'), field(2, type))
  const graph = message(field(1, node), field(2, 'graph'), field(5, weights), field(12, output))
  return message(integer(1, 9), field(7, graph), field(8, message(field(1, ''), integer(2, 18))))
}

describe('openSlotRunner', () => {
  it.each([
    ['random bytes', (path: string) => writeFile(path, 'no ONNX at all')],
    ['an empty file', (path: string) => truncate(path)],
    ['a file that was cut short', (path: string) => truncate(path, 20_000)],
    ['a missing file', (path: string) => rm(path)],
    ['a graph that is no decoder', (path: string) => writeFile(path, graphWithExternalData('weights'))],
  ])('is MODEL_LOAD_FAILED for %s', async (_, damage) => {
    await writeFile(join(root, 'model/onnx/weights'), Buffer.alloc(4))
    await damage(model.graphPath)
    await expect(openSlotRunner(model, options)).rejects.toMatchObject({ code: 'MODEL_LOAD_FAILED' })
  })

  it('reads weights in a file of the model, but in none outside its folder', async () => {
    await writeFile(join(root, 'secret'), Buffer.alloc(4))
    await mkdir(join(root, 'model/onnx/data'))
    await writeFile(join(root, 'model/onnx/data/weights'), Buffer.alloc(4))
    await writeFile(model.graphPath, graphWithExternalData('data/weights'))
    // It loads, and only then turns out to be no decoder.
    await expect(openSlotRunner(model, options)).rejects.toThrow('is no decoder')
    for (const location of ['../../secret', join(root, 'secret'), 'data/../../../secret']) {
      await writeFile(model.graphPath, graphWithExternalData(location))
      await expect(openSlotRunner(model, options)).rejects.toThrow('damaged or not supported')
    }
  })

  it('takes the fast path where it gives the same logits', async () => {
    const runner = await openSlotRunner(model, options)
    expect(runner).toMatchObject({ cachePath: 'in-place', plainReason: null, slotCount: 2, slotLength: 64 })
    await runner.dispose()
    const single = await openSlotRunner(model, { ...options, slotCount: 1 })
    expect(single.cachePath).toBe('in-place')
    await single.dispose()
  })

  it('takes the plain path for attention that cannot update the cache in place, and says so', async () => {
    const { config, parameters } = aTinyModel()
    await writeFile(model.graphPath, llamaDecoderGraph(config, parameters, 'half', { attention: 'standard' }))
    const runner = await openSlotRunner(model, options)
    expect(runner.cachePath).toBe('plain')
    expect(runner.plainReason).toContain('GroupQueryAttention')
    await runner.dispose()
  })

  it('takes the plain path when the fast one fails, with the reason', async () => {
    const { config, parameters } = aTinyModel()
    const standard = llamaDecoderGraph(config, parameters, 'half', { attention: 'standard' })
    // A node that only has the name of the operator: past and present cannot be one buffer.
    let nodes = 0
    const rename = (node: Buffer) => (nodes++ === 0 ? message(node, field(3, 'GroupQueryAttention')) : node)
    const changeGraph = (graph: Buffer) =>
      changeFields(graph, (number, content) => (number === 1 ? rename(content) : content))
    const graph = changeFields(Buffer.from(standard), (number, content) =>
      number === 7 ? changeGraph(content) : content,
    )
    await writeFile(model.graphPath, graph)
    const runner = await openSlotRunner(model, options)
    expect(runner.cachePath).toBe('plain')
    expect(runner.plainReason).toMatch(
      /^The cache cannot be updated in place: Non-zero status code returned while running .*\S$/,
    )
    expect(await runner.prefill(0, 0, [1, 2, 3], 'last')).toHaveLength(config.vocabSize)
    await runner.dispose()
  })
})
