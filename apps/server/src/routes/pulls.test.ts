import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HubSettings } from '@trialogue/catalogue'
import { type Pull, routes } from '@trialogue/contract'
import { aModel, createFakeProvider, type LocalHub, randomCheckpoint, startHub } from '@trialogue/testing'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openPullService, type PullService } from '../services/pull-service.ts'
import { startTestApp, type TestApp } from '../test-app.ts'

const base = 'HuggingFaceTB/SmolLM2-135M'
const weights = 'model.safetensors'
/** Held until the test lets it go: what waits in the hub waits half-way. */
let gate: Promise<void> | null = null
let letGo: () => void = () => undefined
let hub: LocalHub
let root: string
let settings: HubSettings
let pulls: PullService
let current: TestApp

beforeAll(async () => {
  const names = [base, 'org/second', 'org/third']
  hub = await startHub({ repositories: await Promise.all(names.map((name) => randomCheckpoint(name))) })
})
afterAll(() => hub.close())

/** The server as it starts on the data of the test. */
async function start(): Promise<void> {
  pulls = await openPullService({
    settings,
    modelsFolder: join(root, 'models'),
    stateFolder: join(root, 'pulls'),
    readFreeMemory: async () => 8e9,
    chunkBytes: 65_536,
    minFreeBytes: 0,
    wait: (_, signal) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
        void (gate ?? Promise.resolve()).then(resolve)
      }),
    log: pino({ level: 'silent' }),
  })
  current = await startTestApp(createFakeProvider({ models: [aModel()] }), { pulls })
}
async function end(): Promise<void> {
  await current.close()
  await pulls.close()
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'pulls-'))
  const proxy = { http: '', https: '', noProxy: '' }
  settings = { endpoint: hub.url, token: null, cacheFolder: join(root, 'hub'), isOffline: false, proxy }
  await start()
})
afterEach(async () => {
  letGo()
  gate = null
  hub.heal()
  await end()
  await rm(root, { recursive: true })
})

const send = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) => {
  const answer = await current.app.inject({ method, url, ...(payload === undefined ? {} : { payload }) })
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
}
const list = async () => routes.listPulls.response.parse((await send('GET', '/api/pulls')).body).items
const create = async (repository: string) => (await send('POST', '/api/pulls', { repository })).body as Pull
const until = (id: string, status: Pull['status']) =>
  expect
    .poll(async () => (await list()).find((pull) => pull.id === id)?.status, { timeout: 20_000 })
    .toBe(status)

/** The hub breaks off every connection half-way, so that the pull waits at the gate. */
function holdHalfWay(repository: string): void {
  gate = new Promise((resolve) => {
    letGo = resolve
  })
  hub.order(repository, weights, { what: 'cut', atByte: 100_000 })
}

describe('pulls', () => {
  it('tells of the hub, of families and what a pull would do', async () => {
    expect((await send('GET', '/api/hub')).body).toMatchObject({ state: 'reachable', url: hub.url })
    const families = routes.listFamilies.response.parse((await send('GET', '/api/families')).body).items
    expect(families.find(({ id }) => id === 'smollm2-135m')?.members[0]?.modelId).toBeNull()
    const plan = await send('POST', '/api/pulls/plan', { repository: base })
    expect(routes.planPull.response.parse(plan.body)).toMatchObject({ chosen: 'q8', kind: 'base' })
    expect((await send('POST', '/api/pulls/plan', { repository: 'org/none' })).status).toBe(404)
    expect((await send('POST', '/api/pulls/plan', { repository: 'none' })).status).toBe(400)
  })

  it('makes a model, and shows the repository and the family as being there', async () => {
    const pull = await create(base)
    expect(pull).toMatchObject({ modelId: `hf:${base}`, precision: 'q8' })
    await until(pull.id, 'completed')
    const { items } = (await send('GET', '/api/hub/cached')).body
    expect(items).toMatchObject([{ repository: { name: base }, modelId: `hf:${base}` }])
    const families = routes.listFamilies.response.parse((await send('GET', '/api/families')).body).items
    expect(families.find(({ id }) => id === 'smollm2-135m')?.members[0]?.modelId).toBe(`hf:${base}`)
    expect((await send('POST', `/api/pulls/${pull.id}/pause`)).status).toBe(409)
    expect((await send('DELETE', `/api/pulls/${pull.id}`)).status).toBe(204)
    expect(await list()).toEqual([])
  })

  it('goes on after a restart from the same commit, which is paused until somebody says so', async () => {
    holdHalfWay('org/second')
    const pull = await create('org/second')
    await expect
      .poll(async () => (await list())[0]?.doneBytes, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(100_000)
    expect((await create('org/second')).id).toBe(pull.id)
    await end()
    await start()
    expect(await list()).toMatchObject([{ id: pull.id, status: 'paused', bytesPerSecond: null }])
    expect((await list())[0]?.doneBytes).toBeGreaterThan(50_000)
    const moved = await randomCheckpoint('org/second', { seed: 9 })
    hub.publish(moved)
    hub.heal()
    gate = null
    expect((await send('POST', `/api/pulls/${pull.id}/resume`)).status).toBe(200)
    await until(pull.id, 'completed')
    expect((await list())[0]?.repository.revision).toBe(pull.repository.revision)
  })

  it('pauses, gives up, and fails with its reason', async () => {
    holdHalfWay('org/third')
    const pull = await create('org/third')
    await expect.poll(async () => (await list())[0]?.doneBytes, { timeout: 20_000 }).toBeGreaterThan(0)
    const paused = await send('POST', `/api/pulls/${pull.id}/pause`)
    expect(paused.body).toMatchObject({ status: 'paused' })
    await send('POST', `/api/pulls/${pull.id}/resume`)
    expect((await send('DELETE', `/api/pulls/${pull.id}`)).status).toBe(204)
    await until(pull.id, 'cancelled')
    hub.heal()
    gate = null
    hub.order('org/third', weights, { what: 'wrong-byte', atByte: 5000 })
    const failing = await create('org/third')
    await until(failing.id, 'failed')
    expect((await list())[0]?.error).toMatchObject({ code: 'DOWNLOAD_CORRUPT', details: { path: weights } })
    hub.heal()
    await send('POST', `/api/pulls/${failing.id}/resume`)
    await until(failing.id, 'completed')
  })
})
