import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportModel } from '../export-model.ts'
import { tinyModel } from '../tiny-model.ts'
import { readModelFolder } from './read-model-folder.ts'

describe('reading a model folder', () => {
  let folder: string

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
    const exported = tinyModel('instruct', { headCount: 4, ...change })
    await exportModel(folder, exported)
    const read = readModelFolder(folder)
    expect(read.config).toEqual(exported.config)
    expect([...read.parameters.keys()]).toEqual([...exported.parameters.keys()])
    for (const [name, data] of read.parameters) {
      // Files hold half precision: eleven significant bits.
      data.forEach((value, index) => {
        const exact = exported.parameters.get(name)?.[index] ?? Number.NaN
        expect(Math.abs(value - exact)).toBeLessThanOrEqual(Math.abs(exact) * 2 ** -11 + 2 ** -25)
      })
    }
    expect(read.encoder.encode('a small bird<|end|>')).toEqual(exported.encoder.encode('a small bird<|end|>'))
  })

  it('says so when the file lacks what the configuration promises', async () => {
    await exportModel(folder, tinyModel('instruct'))
    changeConfig({ num_hidden_layers: 3 })
    expect(() => readModelFolder(folder)).toThrow('layers.2.attention_norm')
  })

  it.each([
    ['of another kind', { model_type: 'gpt2' }, 'gpt2'],
    ['with a bias on its output projection', { attention_bias: true }, 'cannot be tuned'],
    ['without a size', { hidden_size: null }, 'hidden_size'],
  ])('refuses a model %s', async (_, change, message) => {
    await exportModel(folder, tinyModel('instruct'))
    changeConfig(change)
    expect(() => readModelFolder(folder)).toThrow(message)
  })
})
