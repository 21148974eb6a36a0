import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defaultParameters, type ModelManifest } from '@trialogue/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createEngine, createOnnxProvider, type Engine } from '../../index.ts'
import { writeForeignModel } from '../../model-folder/write-foreign-model.ts'
import { aTinyModel } from '../../tiny-model.ts'
import { weightsSha256 } from './weights-sha256.ts'

const paths = ['onnx/model.onnx', 'onnx/model_quantized.onnx', 'onnx/model_quantized.onnx_data']
const manifest: ModelManifest = {
  ...{ formatVersion: 1, id: 'foreign', name: 'Foreign', kind: 'base', family: 'F', licence: 'MIT' },
  ...{ parameterCount: 1, contextLength: 256, languages: ['en'], description: '' },
  files: paths.map((path, index) => ({ path, sizeBytes: 1, sha256: `${index}`.repeat(64) })),
}

let folder: string
let engine: Engine
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trialogue-identity-'))
  await writeForeignModel(folder, 'onnx-community', aTinyModel(1, { feedForwardSize: 64 }))
  const provider = createOnnxProvider({ models: [{ folder, manifest }], verify: async () => {} })
  engine = createEngine({ providers: [provider] })
})
afterAll(async () => {
  await engine.dispose()
  await rm(folder, { recursive: true })
})

it('knows a model of several files by those that are loaded, before and after', async () => {
  const identity = {
    ...{ sha256: weightsSha256(manifest, paths.slice(1)), precision: 'q8' },
    ...{ cachePath: 'in-place', plainReason: null },
  }
  expect(identity.sha256).toMatch(/^[0-9a-f]{64}$/)
  expect(await engine.listModels()).toMatchObject([{ ...identity, status: 'available' }])
  const request = {
    ...({ modelId: 'foreign', prompt: { form: 'text', text: 'the' }, seed: 1, topLogprobs: null } as const),
    parameters: { ...defaultParameters, maxTokens: 2 },
  }
  for await (const event of engine.generate(request, new AbortController().signal)) {
    if (event.type === 'finished') expect(event.modelSha256).toBe(identity.sha256)
  }
  expect(await engine.listModels()).toMatchObject([{ ...identity, status: 'ready' }])
})
