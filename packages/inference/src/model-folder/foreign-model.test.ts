import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModelFolder } from '../model-folder.ts'
import { referenceLogits } from '../reference-decoder.ts'
import { openSlotRunner } from '../session/open-slot-runner.ts'
import { aTinyModel, writeTinyModel } from '../tiny-model.ts'
import { createModelTokenizer } from '../tokenizer/model-tokenizer.ts'
import { readGraphFacts } from './graph-facts.ts'
import { readPrecision } from './read-precision.ts'
import { foreignLayouts, writeForeignModel } from './write-foreign-model.ts'

/** Weights in 4 and 8 bits come in blocks of 32. */
const tiny = aTinyModel(1, { feedForwardSize: 64 })
let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'trialogue-foreign-'))
  for (const layout of foreignLayouts) await writeForeignModel(join(root, layout), layout, tiny)
})
afterAll(() => rm(root, { recursive: true }))

/** How far logits are from a full recompute, relative to its size: 1.4 for two that have nothing in common. */
function errorOf(logits: Float32Array, tokenIds: readonly number[]): number {
  const expected = referenceLogits(tiny, tokenIds)
  const sumOfSquares = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0)
  const differences = expected.map((value, index) => value - (logits[index] ?? Number.NaN))
  return Math.sqrt(sumOfSquares(differences) / sumOfSquares(expected))
}

// `error`: what rounding the weights, or only the caches, costs a model this small.
describe.each([
  { layout: 'onnx-community', variant: 'fp32', precision: 'fp32', path: 'plain', error: 1e-4 },
  // Only its caches are in half precision.
  { layout: 'onnx-community', variant: 'fp16', precision: 'fp32', path: 'plain', error: 1e-2 },
  { layout: 'onnx-community', variant: 'q8', precision: 'q8', path: 'in-place', error: 0.05 },
  { layout: 'onnx-community', variant: 'q4', precision: 'q4', path: 'in-place', error: 1 },
  {
    ...{ layout: 'onnx-community, grouped queries', variant: 'fp32', precision: 'fp32' },
    ...{ path: 'in-place', error: 1e-4 },
  },
  { layout: 'onnxruntime-genai', variant: 'genai', precision: 'fp32', path: 'in-place', error: 1e-4 },
])('a folder as $layout publishes it, $variant', ({ layout, variant, precision, path, error }) => {
  it('tells before it is loaded how it will run', async () => {
    const facts = await readGraphFacts(join(root, layout), { variant })
    expect(facts.precision).toBe(precision)
    expect(facts.plainReason === null).toBe(path === 'in-place')
  })

  it('loads and generates', async () => {
    const model = await readModelFolder(join(root, layout), { variant })
    expect(model).toMatchObject({ variant, precision, contextLength: 256 })
    expect(model.endTokenIds).toContain(1)
    const { tokenIds } = createModelTokenizer(model).encode({ form: 'text', text: 'in the' })
    const runner = await openSlotRunner(model, { threads: 1, slotCount: 1, slotLength: 64 })
    try {
      expect(runner).toMatchObject({ cachePath: path, vocabularySize: tiny.config.vocabSize })
      expect(runner.plainReason).toEqual(path === 'plain' ? expect.any(String) : null)
      const read = [...tokenIds]
      let logits = await runner.prefill(0, 0, read, 'last')
      for (let step = 0; step < 3; step++) {
        expect(errorOf(logits, read)).toBeLessThan(error)
        const tokenId = logits.indexOf(Math.max(...logits))
        logits = await runner.decode([{ start: read.length, tokenId }])
        read.push(tokenId)
      }
      expect(errorOf(logits, read)).toBeLessThan(error)
    } finally {
      await runner.dispose()
    }
  })
})

describe('weightFiles', () => {
  it('are the file that is loaded and those that hold its weights', async () => {
    const filesOf = async (layout: string, variant: string) =>
      (await readModelFolder(join(root, layout), { variant })).weightFiles
    expect(await filesOf('onnx-community', 'fp32')).toEqual(['onnx/model.onnx'])
    expect(await filesOf('onnx-community', 'q4')).toEqual(['onnx/model_q4.onnx', 'onnx/model_q4.onnx_data'])
    expect(await filesOf('onnxruntime-genai', 'genai')).toEqual(['model.onnx', 'model.onnx.data'])
  })
})

describe('the precision', () => {
  it('is what the weights are stored in, whatever the file is called', async () => {
    const folder = join(root, 'half')
    await writeTinyModel(folder, tiny)
    expect(await readModelFolder(folder)).toMatchObject({ variant: 'fp32', precision: 'fp16' })
  })

  it('is unknown for a file that is not understood', async () => {
    const path = join(root, 'garbled.onnx')
    await writeFile(path, 'no ONNX at all')
    expect([readPrecision(path), readPrecision(join(root, 'absent'))]).toEqual([null, null])
  })
})
