import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBundledModels, type LocalModel, verifyModel, writeManifest } from '@trialogue/catalogue'
import { defaultParameters, type Model, modelSchema } from '@trialogue/contract'
import { createOnnxProvider } from '@trialogue/inference'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createInstalledModels } from './installed-models.ts'
import { startTestApp, type TestApp } from './test-app.ts'

let root: string
let bundled: LocalModel
let current: TestApp
const warnings: unknown[] = []
const modelsFolder = () => join(root, 'models')

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'trialogue-installed-'))
  const [first] = await findBundledModels()
  if (first === undefined) throw new Error('There are no bundled models.')
  bundled = first
  const log = { warn: (details: unknown) => void warnings.push(details) }
  const models = createInstalledModels(modelsFolder(), log)
  current = await startTestApp(createOnnxProvider({ models, verify: verifyModel }))
})
afterAll(async () => {
  await current.close()
  await rm(root, { recursive: true })
})

/** What the API lists besides the bundled models. */
async function imported(): Promise<Model[]> {
  const answer = await current.app.inject({ url: '/api/models' })
  const models: Model[] = answer.json().items.map((item: unknown) => modelSchema.parse(item))
  return models.filter(({ id }) => !id.startsWith('wren-'))
}

/** A copy of a bundled model beside the models' folder, as it is before it is moved there. */
async function makeCopy(id: string): Promise<string> {
  const folder = join(root, id)
  await cp(bundled.folder, folder, { recursive: true })
  const { files: _, formatVersion: __, ...description } = bundled.manifest
  await writeManifest(folder, { ...description, id })
  await mkdir(modelsFolder(), { recursive: true })
  return folder
}

it('lists a model as soon as it is imported, with how it will run', async () => {
  expect(await imported()).toEqual([])
  await rename(await makeCopy('copy'), join(modelsFolder(), 'copy'))
  const expected = { id: 'copy', status: 'available', executionProvider: null, cachePath: 'in-place' }
  expect(await imported()).toMatchObject([{ ...expected, plainReason: null, precision: 'fp16' }])
  const one = await current.app.inject({ url: '/api/models/copy' })
  expect(one.statusCode).toBe(200)
})

it('lists no model that is still being copied, and tells the log why, once', async () => {
  const source = await makeCopy('half')
  const target = join(modelsFolder(), 'half')
  await mkdir(target)
  await cp(join(source, 'manifest.json'), join(target, 'manifest.json'))
  for (let time = 0; time < 2; time++) expect((await imported()).map(({ id }) => id)).toEqual(['copy'])
  expect(warnings).toEqual([{ folder: 'half', err: expect.objectContaining({ code: 'MODEL_CORRUPT' }) }])
  await cp(source, target, { recursive: true })
  expect((await imported()).map(({ id }) => id)).toEqual(['copy', 'half'])
})

it('lets a model that is removed write its text to the end, and lists it no more', async () => {
  const { engine } = current
  const prompt = { form: 'text', text: 'Once there was a' } as const
  const parameters = { ...defaultParameters, maxTokens: 64 }
  const request = { modelId: 'copy', prompt, parameters, seed: 1, topLogprobs: null }
  const finished: unknown[] = []
  let isRemoved = false
  for await (const event of engine.generate(request, new AbortController().signal)) {
    if (event.type === 'finished') finished.push(event.finishReason)
    if (event.type !== 'text' || isRemoved) continue
    isRemoved = true
    await rm(join(modelsFolder(), 'copy'), { recursive: true })
    expect((await imported()).map(({ id }) => id)).toEqual(['half'])
  }
  expect([isRemoved, finished.length]).toEqual([true, 1])
  expect(finished[0]).toMatch(/stop|length/)
  const gone = engine.generate(request, new AbortController().signal)[Symbol.asyncIterator]().next()
  await expect(gone).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' })
})
