import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine, createOnnxProvider, type Engine } from '@trialogue/inference'
import { decoderParameters, elementCount, slotsDecoderModel } from '@trialogue/onnx'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { copyModel } from './copied-model.ts'
import { outcomeOf } from './outcome-of.ts'
import { printFigure } from './print-figure.ts'

const config = {
  ...{ vocabSize: 2048, hiddenSize: 64, layerCount: 1, headCount: 2, feedForwardSize: 96 },
  ...{ ropeTheta: 10_000, normEpsilon: 1e-5, contextLength: 512 },
}
const parameters = new Map(
  decoderParameters(config).map(({ name, shape }) => [name, new Float32Array(elementCount(shape)).fill(0.5)]),
)
const dataFile = 'model.onnx_data'

let root = ''
let secret = ''
let engine: Engine
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'trialogue-outside-'))
  // A file that would do as weights: it is refused for where it lies, not for what it holds.
  secret = join(root, 'secret')
  writeFileSync(secret, build(dataFile).data)
  const link = await write('link', dataFile)
  symlinkSync(secret, join(link.folder, 'onnx', dataFile))
  const inside = await write('inside', dataFile)
  writeFileSync(join(inside.folder, 'onnx', dataFile), readFileSync(secret))
  const models = [
    inside,
    link,
    await write('climbing', '../../secret'),
    await write('climbing-back', '../onnx/../../secret'),
    await write('absolute', secret),
  ]
  // Nobody knows the checksums of what a stranger made.
  engine = createEngine({ providers: [createOnnxProvider({ models, verify: async () => {} })] })
})
afterAll(async () => {
  await engine.dispose()
  rmSync(root, { recursive: true })
})

const build = (file: string) => slotsDecoderModel(config, parameters, { precision: 'fp32', dataFile: file })

/** A model whose graph says that its weights lie in `file`, seen from the graph. */
const write = (id: string, file: string) =>
  copyModel(root, id, 'base', (folder) => {
    const path = join(folder, 'config.json')
    const sizes = { num_hidden_layers: 1, num_attention_heads: 2, num_key_value_heads: 2, hidden_size: 64 }
    const wren = JSON.parse(readFileSync(path, 'utf8'))
    writeFileSync(path, JSON.stringify({ ...wren, ...sizes, head_dim: 32 }))
    writeFileSync(join(folder, 'onnx/model.onnx'), build(file).graph)
  })

it('reads no weights from outside of the model’s folder', async () => {
  expect(await outcomeOf(engine, 'inside')).toBe('length')
  const ways = ['climbing', 'climbing-back', 'absolute', 'link']
  const outcomes = await Promise.all(ways.map((way) => outcomeOf(engine, way)))
  printFigure(
    'S18, weights outside of the folder',
    ways.map((way, index) => `${way} ${outcomes[index]}`).join(', '),
  )
  for (const outcome of outcomes) expect(['MODEL_LOAD_FAILED', 'MODEL_CORRUPT']).toContain(outcome)
})
