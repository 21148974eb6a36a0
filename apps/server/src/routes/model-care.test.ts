import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createModelFinder, findBundledModels, verifyModel, writeManifest } from '@trialogue/catalogue'
import {
  benchmarkSchema,
  defaultParameters,
  type HttpMethod,
  machineSchema,
  modelCardSchema,
  modelCheckSchema,
  modelSchema,
} from '@trialogue/contract'
import { createMemoryKeeper, createOnnxProvider } from '@trialogue/inference'
import {
  aModel,
  aRunRequest,
  aVariant,
  createFakeClock,
  createFakeProvider,
  type FakeClock,
} from '@trialogue/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'
import { createRun, getRun, readEvents } from '../test-runs.ts'

const idleUnloadMs = 15 * 60_000

let modelsFolder: string
let clock: FakeClock
let current: TestApp
// One server for all: its models are loaded for real.
beforeAll(async () => {
  modelsFolder = await mkdtemp(join(tmpdir(), 'trialogue-care-'))
  clock = createFakeClock()
  const find = createModelFinder(modelsFolder)
  const provider = createOnnxProvider({
    models: async () => (await find()).models,
    verify: verifyModel,
    idleLimitMs: idleUnloadMs,
    memory: createMemoryKeeper({ clock }),
    clock,
  })
  current = await startTestApp(provider, { clock, config: { idleUnloadMs, dataDir: modelsFolder } })
})
afterAll(async () => {
  await current.close()
  await rm(modelsFolder, { recursive: true })
})

async function call(method: HttpMethod, path: string, payload?: object) {
  const url = path.startsWith('/api') ? path : `/api/models/${path}`
  const answer = await current.app.inject({ method, url, ...(payload && { payload }) })
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
}
const modelOf = async (id: string) => modelSchema.parse((await call('GET', id)).body)

/** A copy of a bundled model, as if it had been imported. */
async function addModel(id: string): Promise<string> {
  const [original] = await findBundledModels()
  if (original === undefined) throw new Error('There are no bundled models.')
  const folder = join(modelsFolder, id)
  await cp(original.folder, folder, { recursive: true })
  const { files: _, formatVersion: __, ...description } = original.manifest
  await writeManifest(folder, { ...description, id, name: id })
  return folder
}

describe('a model’s memory', () => {
  it('is taken and given back on demand, and told', async () => {
    expect(await modelOf('wren-base')).toMatchObject({
      ...{ source: 'bundled', status: 'available', memoryBytes: null, idleSince: null },
      folder: expect.stringContaining('wren-base'),
    })
    expect((await modelOf('wren-base')).memoryNeedBytes).toBeGreaterThan(100e6)

    const loaded = await call('POST', 'wren-base/load')
    expect(loaded.status).toBe(200)
    const { status, memoryBytes, idleSince } = modelSchema.parse(loaded.body)
    expect({ status, idleSince }).toEqual({ status: 'ready', idleSince: clock.now() })
    expect(memoryBytes).toBeGreaterThan(20e6)

    const machine = machineSchema.parse((await call('GET', '/api/machine')).body)
    expect(machine).toMatchObject({ executionProvider: 'cpu', modelsMemoryBytes: memoryBytes, idleUnloadMs })
    expect(machine.memoryFreeBytes).toBeLessThan(machine.memoryTotalBytes)
    expect(machine.diskFreeBytes).toBeGreaterThan(0)

    const unloaded = await call('POST', 'wren-base/unload')
    expect(unloaded.body).toMatchObject({ status: 'available', memoryBytes: null })
    // Where models run is known from then on.
    expect((await call('GET', '/api/machine')).body).toMatchObject({
      ...{ executionProvider: 'cpu', modelsMemoryBytes: 0 },
    })
  })

  it('is given back when nobody has asked the model for a quarter of an hour', async () => {
    await call('POST', 'wren-base/load')
    await clock.advance(idleUnloadMs - 1)
    expect((await modelOf('wren-base')).status).toBe('ready')
    // Whoever asks starts the time anew.
    await call('POST', 'wren-base/load')
    await clock.advance(idleUnloadMs - 1)
    expect((await modelOf('wren-base')).status).toBe('ready')
    await clock.advance(1)
    expect(await modelOf('wren-base')).toMatchObject({ status: 'available', idleSince: null, error: null })
  })
})

describe('a benchmark', () => {
  it('is measured, kept, and forgotten when the files are others', async () => {
    const folder = await addModel('measured')
    expect((await call('GET', 'measured/benchmark')).body).toEqual({ benchmark: null })
    const measured = await call('POST', 'measured/benchmark')
    expect(measured.status, JSON.stringify(measured.body)).toBe(200)
    const benchmark = benchmarkSchema.parse(measured.body)
    expect(benchmark).toMatchObject({ rounds: 3, measuredAt: clock.now() })
    expect(benchmark.promptTokens).toBeGreaterThan(100)
    for (const figure of ['prefillTokensPerSecond', 'decodeTokensPerSecond', 'ttftMs'] as const) {
      expect(benchmark[figure]).toBeGreaterThan(0)
    }
    expect((await call('GET', 'measured/benchmark')).body).toEqual({ benchmark })

    const other = (await findBundledModels())[1]
    await cp(join(other?.folder ?? '', 'onnx/model.onnx'), join(folder, 'onnx/model.onnx'))
    const {
      files: _,
      formatVersion: __,
      ...description
    } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
    await writeManifest(folder, description)
    expect((await call('GET', 'measured/benchmark')).body).toEqual({ benchmark: null })
  })
})

describe('a check of a model’s files', () => {
  it('tells of every file that is not what it was', async () => {
    const folder = await addModel('checked')
    const whole = modelCheckSchema.parse((await call('POST', 'checked/verify')).body)
    expect(whole).toMatchObject({ damaged: [], checkedAt: clock.now() })
    const { files } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
    expect(whole.fileCount).toBe(files.length)

    const weights = await readFile(join(folder, 'onnx/model.onnx'))
    weights[1_000] = (weights[1_000] ?? 0) ^ 1
    await writeFile(join(folder, 'onnx/model.onnx'), weights)
    await rm(join(folder, 'config.json'))
    const { damaged } = modelCheckSchema.parse(
      (await call('POST', `${encodeURIComponent('checked')}/verify`)).body,
    )
    expect(damaged).toEqual([
      { path: 'config.json', reason: 'missing', message: expect.stringContaining('Install the model again') },
      { path: 'onnx/model.onnx', reason: 'sha256', message: expect.stringContaining('checksum') },
    ])
    await rm(folder, { recursive: true })
  })
})

describe('what is known of a model', () => {
  it('can be corrected where it was imported, which changes neither its files nor its identity', async () => {
    const folder = await addModel('corrected')
    const before = await modelOf('corrected')
    expect(before).toMatchObject({ source: 'imported', kind: 'base', capabilities: { chat: false } })
    const parameters = { ...defaultParameters, maxTokens: 8, seed: 1 }
    const run = await createRun(
      current.app,
      aRunRequest({ variants: [aVariant({ modelId: 'corrected', parameters })] }),
    )
    await readEvents(current.app, run.id)
    const answer = await call('PATCH', 'corrected', { kind: 'dialog', name: ' A talker ' })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      ...{ kind: 'dialog', name: 'A talker', family: before.family, sha256: before.sha256 },
      capabilities: { chat: true },
    })
    expect((await call('POST', 'corrected/verify')).body).toMatchObject({ damaged: [] })
    expect((await call('PATCH', 'corrected', { licence: 'mine' })).status).toBe(400)
    // What was written before can be written again: a generation knows what its model was taken for.
    const [written] = (await getRun(current.app, run.id)).generations
    expect(written).toMatchObject({ modelKind: 'base', modelSha256: before.sha256, status: 'completed' })
    const again = await call('POST', `/api/generations/${written?.id}/verify`)
    expect(again.body).toMatchObject({ identical: true })
    await rm(folder, { recursive: true })
  })

  it('is in its card, without the front matter', async () => {
    const folder = await addModel('carded')
    const bundled = modelCardSchema.parse((await call('GET', 'carded/card')).body)
    expect(bundled).toMatchObject({ markdown: expect.stringMatching(/^# /), isCut: false })
    await writeFile(join(folder, 'README.md'), `---\nlicense: mit\n---\n${'é'.repeat(200_000)}`)
    const cut = modelCardSchema.parse((await call('GET', 'carded/card')).body)
    expect(cut.isCut).toBe(true)
    expect(cut.markdown).toMatch(/^é+$/)
    await rm(join(folder, 'README.md'))
    expect((await call('GET', 'carded/card')).body).toEqual({ markdown: null, isCut: false })
    await rm(folder, { recursive: true })
  })
})

describe('removing a model', () => {
  it('takes its folder away, with its process', async () => {
    await addModel('removed')
    await call('POST', 'removed/load')
    expect((await call('DELETE', 'removed')).status).toBe(204)
    expect((await call('GET', 'removed')).status).toBe(404)
    expect((await readdir(modelsFolder)).filter((name) => name.includes('removed'))).toEqual([])
  })

  it('is refused while the model is used', async () => {
    await addModel('busy')
    const used = current.engine.generate(
      {
        ...{ modelId: 'busy', prompt: { form: 'text', text: 'The' }, seed: 1, topLogprobs: null },
        parameters: { ...defaultParameters, maxTokens: 200 },
      },
      new AbortController().signal,
    )
    for await (const event of used) {
      if (event.type !== 'text') continue
      expect(await call('DELETE', 'busy')).toMatchObject({
        status: 409,
        body: { error: { code: 'MODEL_IN_USE' } },
      })
      break
    }
    expect((await call('GET', 'busy')).status).toBe(200)
  })

  it('is refused for a bundled model, and so are corrections', async () => {
    for (const answer of [
      await call('DELETE', 'wren-base'),
      await call('PATCH', 'wren-base', { name: 'X' }),
    ]) {
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'INVALID_REQUEST' } } })
    }
  })
})

it('says that a model which runs elsewhere has nothing here', async () => {
  const app = await startTestApp(
    createFakeProvider({ models: [aModel({ source: 'endpoint', folder: null })] }),
  )
  const requests = [
    { method: 'POST', url: '/api/models/wren-base/load' },
    { method: 'POST', url: '/api/models/wren-base/unload' },
    { method: 'POST', url: '/api/models/wren-base/verify' },
    { method: 'GET', url: '/api/models/wren-base/card' },
    { method: 'DELETE', url: '/api/models/wren-base' },
  ] as const
  for (const request of requests) {
    const answer = await app.app.inject(request)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().error.message).toContain('another machine')
  }
  await app.close()
})
