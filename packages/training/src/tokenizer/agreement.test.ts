import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBundledModels, verifyModel } from '@trialogue/catalogue'
import { createEngine, createOnnxProvider, type Engine } from '@trialogue/inference'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokenizeSample } from '../chat-format.ts'
import { createCorpus } from '../corpus/corpus.ts'
import type { Sample } from '../corpus/sample.ts'
import { exportModel } from '../export-model.ts'
import { tinyModel } from '../tiny-model.ts'
import { createEncoder } from './encoder.ts'
import { wrenTokenizer } from './wren-tokenizer.ts'

const encoder = createEncoder(wrenTokenizer())
describe('what the trainer and the engine read', () => {
  let folder: string
  let engine: Engine

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'agreement-'))
    const tokenizer = wrenTokenizer()
    for (const stage of ['base', 'dialog'] as const)
      await exportModel(join(folder, stage), tinyModel(stage, { contextLength: 512 }, tokenizer))
    engine = createEngine({
      providers: [createOnnxProvider({ models: await findBundledModels(folder), verify: verifyModel })],
    })
  })

  afterAll(async () => {
    await engine.dispose()
    rmSync(folder, { recursive: true })
  })

  it('is the same tokens for a text', async () => {
    const next = createCorpus({ stage: 'base', seed: 5, split: 'train' })
    const texts: (string | Sample)[] = [
      '你好，罗杰有5个网球。 — naïve\t 𝒳',
      "Let's  think \n\n step by step.",
      ...Array.from({ length: 20 }, () => next()),
    ]
    for (const text of texts) {
      const sample: Sample = typeof text === 'string' ? { form: 'text', text } : text
      if (sample.form !== 'text') throw new Error('expected a text')
      const { tokens } = await engine.inspect('wren-base', { form: 'text', text: sample.text })
      const { ids } = tokenizeSample(encoder, sample)
      // Training closes the text; a prompt stays open.
      expect(tokens.map(({ id }) => id)).toEqual(ids.slice(0, -1))
    }
  })

  it('is the same tokens for a conversation that is about to be answered', async () => {
    const next = createCorpus({ stage: 'dialog', seed: 5, split: 'train' })
    for (let count = 0; count < 20; count++) {
      const sample = next()
      if (sample.form !== 'conversation') throw new Error('expected a conversation')
      const asked = sample.turns.slice(0, -1)
      const messages = asked.map(({ role, text }) => ({ role, content: text }))
      const { tokens } = await engine.inspect('wren-dialog', { form: 'chat', messages, assistantPrefix: '' })
      const { ids } = tokenizeSample(encoder, { form: 'conversation', turns: asked })
      expect(tokens.map(({ id }) => id)).toEqual([...ids, encoder.idOf('<|assistant|>')])
    }
  })
})
