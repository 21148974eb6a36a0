import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyModel } from '@trialogue/catalogue'
import { parameterCount } from '@trialogue/onnx'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Stage } from './corpus/sample.ts'
import { exportModel } from './export-model.ts'
import { testingEntry } from './testing-log.ts'
import { tinyModel } from './tiny-model.ts'

describe('an exported model', () => {
  let folder: string

  const exportStage = (stage: Stage) => exportModel(folder, tinyModel(stage))
  const readJson = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'))

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'export-'))
  })

  afterEach(() => rmSync(folder, { recursive: true }))

  it('describes itself as a small Llama', async () => {
    await exportStage('base')
    expect(readJson('config.json')).toMatchObject({
      architectures: ['LlamaForCausalLM'],
      vocab_size: 280,
      hidden_size: 16,
      num_key_value_heads: 2,
      head_dim: 8,
      tie_word_embeddings: true,
    })
  })

  it('stops at the end of a turn if it was tuned to take turns', async () => {
    await exportStage('instruct')
    expect(readJson('generation_config.json').eos_token_id).toEqual([6, 2])
    expect(readJson('tokenizer_config.json').chat_template).toContain('<|assistant|>')
  })

  it('stops at the end of the text and has no chat template if it is a base model', async () => {
    await exportStage('base')
    expect(readJson('generation_config.json').eos_token_id).toBe(2)
    expect(readJson('tokenizer_config.json')).not.toHaveProperty('chat_template')
  })

  it('begins every text like the texts it was trained on', async () => {
    await exportStage('base')
    expect(readJson('tokenizer.json').post_processor.single[0]).toEqual({
      SpecialToken: { id: '<|bos|>', type_id: 0 },
    })
    expect(readJson('tokenizer.json').model).toEqual(
      JSON.parse(JSON.stringify(tinyModel('base').tokenizer)).model,
    )
  })

  it('tells how it was made', async () => {
    await exportStage('base')
    expect(readJson('training-log.json').entries).toEqual([testingEntry])
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain('2.5 million tokens in 5 minutes')
  })

  it('keeps its figures when it is exported again, and loses those of other weights', async () => {
    await exportStage('base')
    const weights = createHash('sha256')
      .update(readFileSync(join(folder, 'onnx', 'model.onnx')))
      .digest('hex')
    const figures = join(folder, 'evaluation.json')
    const record = { formatVersion: 1, modelSha256: weights, decoding: 'greedy', measurements: [] }
    writeFileSync(figures, JSON.stringify(record))
    await exportStage('base')
    expect(existsSync(figures)).toBe(true)
    writeFileSync(figures, JSON.stringify({ ...record, modelSha256: 'other' }))
    await exportStage('base')
    expect(existsSync(figures)).toBe(false)
  })

  it('lists its files with their checksums', async () => {
    await exportStage('dialog')
    const manifest = readJson('manifest.json')
    expect(manifest).toMatchObject({ id: 'wren-dialog', name: 'Wren dialog', kind: 'dialog', family: 'wren' })
    await expect(verifyModel({ manifest, folder })).resolves.toBeUndefined()
  })

  it('keeps its weights in half precision', async () => {
    await exportStage('base')
    const parameters = parameterCount(tinyModel('base').config)
    const size = readFileSync(join(folder, 'onnx', 'model.onnx')).length
    expect(size).toBeGreaterThan(2 * parameters)
    expect(size).toBeLessThan(2 * parameters + 20_000)
  })
})
