import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createHubClient,
  findModels,
  type HubSettings,
  type LocalModel,
  planPull,
  pullModel,
  verifyModel,
} from '@trialogue/catalogue'
import { createEngine, createOnnxProvider, type Engine } from '@trialogue/inference'
import { type LocalHub, startHub, usualRepositories } from '@trialogue/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { outcomeOf } from './outcome-of.ts'
import { printFigure } from './print-figure.ts'

let root = ''
let hub: LocalHub
let settings: HubSettings
let modelsFolder = ''
let engine: Engine | null = null
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'trialogue-pulled-'))
  modelsFolder = join(root, 'models')
  hub = await startHub({ repositories: await usualRepositories() })
  const proxy = { http: '', https: '', noProxy: '' }
  settings = { endpoint: hub.url, token: null, cacheFolder: join(root, 'hub'), isOffline: false, proxy }
})
afterAll(async () => {
  await engine?.dispose()
  await hub.close()
  rmSync(root, { recursive: true })
})

async function pull(repository: string): Promise<LocalModel> {
  const client = createHubClient(settings)
  const request = { repository, revision: null, precision: null, kind: null }
  const prepared = await planPull(request, { settings, client, modelsFolder, memoryFreeBytes: 8e9 })
  const model = await pullModel(prepared, { settings, client, modelsFolder, minFreeBytes: 0 })
  await client.close()
  return model
}

it('runs what was pulled: a graph, a graph with weights beside it, both as links, and a converted checkpoint', async () => {
  const graph = await pull('trialogue/wren-instruct')
  const converted = await pull('HuggingFaceTB/SmolLM2-135M')
  // What the converter makes has its weights in a second file, as large exports have.
  const files = converted.manifest.files.map(({ path }) => [path, readFileSync(join(converted.folder, path))])
  hub.publish({ name: 'org/two-files', files: Object.fromEntries(files) })
  const external = await pull('org/two-files')
  expect(external.manifest.files.map(({ path }) => path)).toContain('onnx/model.onnx_data')

  const { models } = await findModels(modelsFolder)
  const cacheFolder = join(root, 'cache')
  engine = createEngine({ providers: [createOnnxProvider({ models, verify: verifyModel, cacheFolder })] })
  const pulled = [graph, converted, external].map(({ manifest }) => manifest.id)
  const outcomes: string[] = []
  for (const id of pulled) outcomes.push(`${id} ${await outcomeOf(engine, id)}`)
  printFigure('Pulled models run', outcomes.join(', '))
  expect(outcomes).toEqual(pulled.map((id) => `${id} length`))
  const listed = (await engine.listModels()).filter(({ id }) => pulled.includes(id))
  expect(listed.every(({ source, repository }) => source === 'hub' && repository !== null)).toBe(true)
})
