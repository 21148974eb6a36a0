import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportModel } from '../export-model.ts'
import { initializeParameters } from '../parameters.ts'
import { trainByteLevelBpe } from '../tokenizer/bpe.ts'
import { createEncoder } from '../tokenizer/encoder.ts'
import { readModelFolder } from './read-model-folder.ts'

const tokenizer = trainByteLevelBpe('a small text about a small bird. a small text about a bird.', 280)
const plain = {
  vocabSize: 280,
  hiddenSize: 16,
  layerCount: 1,
  headCount: 4,
  feedForwardSize: 20,
  ropeTheta: 10000,
  normEpsilon: 1e-5,
  contextLength: 32,
}

describe('reading a model folder', () => {
  let folder: string

  const exportWith = (config: typeof plain) =>
    exportModel(folder, {
      stage: 'instruct',
      config,
      parameters: initializeParameters(config, 1),
      tokenizer,
      encoder: createEncoder(tokenizer),
      log: {
        stage: 'instruct',
        startsFrom: undefined,
        startsFromTokens: 0,
        seed: 7,
        batchSize: 2,
        length: 8,
        peakLearningRate: 1e-3,
        threads: 1,
        resumedAtSteps: [],
        entries: [],
      },
    })
  const changeConfig = (change: object) => {
    const path = join(folder, 'config.json')
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...change }))
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'model-folder-'))
  })

  afterEach(() => rmSync(folder, { recursive: true }))

  it.each([
    ['plain', {}],
    ['grouped-query attention', { keyValueHeadCount: 2 }],
    ['attention bias', { hasAttentionBias: true }],
    ['untied head', { hasUntiedHead: true }],
    ['all of them', { keyValueHeadCount: 1, hasAttentionBias: true, hasUntiedHead: true }],
  ])('gives back what was exported: %s', async (_, change) => {
    const config = { ...plain, ...change }
    await exportWith(config)
    const read = readModelFolder(folder)
    expect(read.config).toEqual(config)
    const expected = initializeParameters(config, 1)
    expect([...read.parameters.keys()]).toEqual([...expected.keys()])
    for (const [name, data] of read.parameters) {
      // Files hold half precision: eleven significant bits.
      data.forEach((value, index) => {
        const exact = expected.get(name)?.[index] ?? Number.NaN
        expect(Math.abs(value - exact)).toBeLessThanOrEqual(Math.abs(exact) * 2 ** -11 + 2 ** -25)
      })
    }
    expect(read.encoder.encode('a small bird<|end|>')).toEqual(
      createEncoder(tokenizer).encode('a small bird<|end|>'),
    )
  })

  it('says so when the file lacks what the configuration promises', async () => {
    await exportWith(plain)
    changeConfig({ num_hidden_layers: 2 })
    expect(() => readModelFolder(folder)).toThrow('layers.1.attention_norm')
  })

  it.each([
    ['of another kind', { model_type: 'gpt2' }, 'gpt2'],
    ['with a bias on its output projection', { attention_bias: true }, 'cannot be tuned'],
    ['without a size', { hidden_size: null }, 'hidden_size'],
  ])('refuses a model %s', async (_, change, message) => {
    await exportWith(plain)
    changeConfig(change)
    expect(() => readModelFolder(folder)).toThrow(message)
  })
})
