import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ModelKind, ModelManifest } from '@trialogue/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { LocalModel } from '../../local-model.ts'
import { aTinyModel, writeTinyModel } from '../../tiny-model.ts'
import type { Provider } from '../provider.ts'
import { createOnnxProvider } from './provider.ts'

const templates = {
  // As Qwen3's: thoughts that are over already.
  heeding: "{{ messages[0].content }}{% if enable_thinking is false %}{{ '<think></think>' }}{% endif %}",
  ignoring: '{% if enable_thinking %}{% endif %}{{ messages[0].content }}',
  plain: '{{ messages[0].content }}',
}

let root: string
let provider: Provider

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'trialogue-thinking-'))
  const models = [
    await aLocalModel('heeding', 'dialog', templates.heeding),
    await aLocalModel('ignoring', 'dialog', templates.ignoring),
    await aLocalModel('plain', 'instruct', templates.plain),
    await aLocalModel('base', 'base', templates.heeding),
  ]
  provider = createOnnxProvider({ models, verify: async () => {} })
})
afterAll(async () => {
  await provider.dispose()
  await rm(root, { recursive: true })
})

async function aLocalModel(id: string, kind: ModelKind, template: string): Promise<LocalModel> {
  const folder = join(root, id)
  await writeTinyModel(folder, aTinyModel(), { tokenizerConfig: { chat_template: template } })
  const manifest: ModelManifest = {
    ...{ formatVersion: 1, id, name: id, kind, family: 'Tiny', licence: 'MIT', parameterCount: 1 },
    ...{ contextLength: 256, languages: ['en'], description: '' },
    files: [{ path: 'onnx/model.onnx', sizeBytes: 3, sha256: 'ab'.repeat(32) }],
  }
  return { folder, manifest }
}

const read = async (modelId: string, thinking?: boolean) => {
  const messages = [{ role: 'user', content: 'Hi' } as const]
  const chat = { form: 'chat', messages, assistantPrefix: '' } as const
  const { modelInput } = await provider.inspect(
    modelId,
    thinking === undefined ? chat : { ...chat, thinking },
  )
  return modelInput
}

async function thinkingModels(): Promise<string[]> {
  const models = await provider.listModels()
  return models.filter(({ capabilities }) => capabilities.thinking).map(({ id }) => id)
}

it('tells which models can be told to think: by their templates, and for certain once they are loaded', async () => {
  expect(await thinkingModels()).toEqual(['heeding', 'ignoring'])
  await Promise.all([read('heeding'), read('ignoring'), read('plain')])
  expect(await thinkingModels()).toEqual(['heeding'])
})

it('switches thinking on and off where the template heeds it, and refuses to switch it on elsewhere', async () => {
  expect([await read('heeding', true), await read('heeding', false), await read('heeding')]).toEqual([
    'Hi',
    'Hi<think></think>',
    'Hi',
  ])
  expect(await read('plain', false)).toBe('Hi')
  await expect(read('ignoring', true)).rejects.toMatchObject({
    code: 'CHAT_TEMPLATE_FAILED',
    details: { reason: 'thinking-ignored' },
  })
})
