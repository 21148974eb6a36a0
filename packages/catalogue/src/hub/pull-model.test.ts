import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PullRequest } from '@trialogue/contract'
import {
  type HubRepository,
  type LocalHub,
  randomCheckpoint,
  startHub,
  usualRepositories,
} from '@trialogue/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findModels, verifyModel } from '../index.ts'
import { createHubClient } from './hub-client.ts'
import type { HubSettings } from './hub-settings.ts'
import { listCachedRepositories } from './list-cached-repositories.ts'
import { planPull } from './plan-pull.ts'
import { type PullModelOptions, pullModel } from './pull-model.ts'

const weights = 'model.safetensors'
const base = 'HuggingFaceTB/SmolLM2-135M'
const ask = (repository: string, more: Partial<PullRequest> = {}): PullRequest => ({
  ...{ repository, revision: null, precision: null, kind: null },
  ...more,
})

let repositories: readonly HubRepository[]
let hub: LocalHub
let root: string
let modelsFolder: string
let settings: HubSettings
/** Waits that were asked for, in milliseconds; none is waited for. */
let waits: number[]
beforeAll(async () => {
  repositories = await usualRepositories()
  hub = await startHub({ repositories })
})
afterAll(() => hub.close())
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'pull-'))
  modelsFolder = join(root, 'models')
  waits = []
  const proxy = { http: '', https: '', noProxy: '' }
  settings = { endpoint: hub.url, token: hub.token, cacheFolder: join(root, 'hub'), isOffline: false, proxy }
})
afterEach(async () => {
  hub.heal()
  await rm(root, { recursive: true })
})

async function withClient<T>(work: (client: ReturnType<typeof createHubClient>) => Promise<T>): Promise<T> {
  const client = createHubClient(settings, async (ms) => void waits.push(ms))
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}
const plan = (request: PullRequest, memoryFreeBytes = 8e9) =>
  withClient((client) => planPull(request, { settings, client, modelsFolder, memoryFreeBytes }))
const pull = (request: PullRequest, more: Partial<PullModelOptions> = {}) =>
  withClient(async (client) => {
    const prepared = await planPull(request, { settings, client, modelsFolder, memoryFreeBytes: 8e9 })
    const wait = async (ms: number) => void waits.push(ms)
    return pullModel(prepared, { settings, client, modelsFolder, chunkBytes: 65_536, wait, ...more })
  })
const repositoryFolder = (name: string) => join(settings.cacheFolder, `models--${name.replace('/', '--')}`)
const incompletes = async () =>
  (await readdir(join(repositoryFolder(base), 'blobs'))).filter((name) => name.endsWith('.incomplete'))

describe('planning a pull', () => {
  it('tells what it would take, and fetches no weights', async () => {
    const before = hub.transfers.length
    const { plan: told } = await plan(ask(`https://huggingface.co/${base}`))
    expect(told).toMatchObject({
      modelId: `hf:${base}`,
      kind: 'base',
      family: 'smollm2-135m',
      licence: 'apache-2.0',
      contextLength: 512,
      isGated: false,
      chosen: 'q8',
      obstacle: null,
      installedModelId: null,
    })
    expect(told.kindReason).toContain('SmolLM2')
    expect(told.variants.map(({ precision, action }) => `${action} ${precision}`)).toEqual([
      'convert q8',
      'convert q4',
      'convert fp32',
      'convert fp16',
    ])
    expect(hub.transfers.slice(before).map(({ path }) => path)).toEqual(['config.json'])
    expect(await readdir(root)).toEqual([])
  })

  it('proposes what fits, and tells with numbers why nothing does', async () => {
    const { plan: told } = await plan(ask(base), 1e6)
    expect(told.obstacle).toMatchObject({ code: 'MODEL_TOO_LARGE', details: { freeBytes: 1e6 } })
  })

  it('refuses a precision that is not there, and what cannot be run, each by its reason', async () => {
    await expect(plan(ask(base, { precision: 'q4f16' }))).rejects.toThrow('q8, q4, fp32, fp16')
    const pickle = { name: 'org/pickle', files: { 'tokenizer.json': '{}', 'pytorch_model.bin': 'x' } }
    const gguf = { name: 'org/ggufs', files: { 'model.gguf': 'x' } }
    hub.publish(pickle)
    hub.publish(gguf)
    await expect(plan(ask('org/pickle'))).rejects.toThrow('pickle')
    await expect(plan(ask('org/ggufs'))).rejects.toThrow('Ollama')
  })

  it('tells apart what is not there, what is closed, and a hub that does not answer', async () => {
    await expect(plan(ask('org/nothing'))).rejects.toMatchObject({ code: 'REPOSITORY_NOT_FOUND' })
    await expect(plan(ask(base, { revision: 'v9' }))).rejects.toThrow('no revision “v9”')
    hub.publish({ ...(await randomCheckpoint('org/closed')), access: 'token' })
    await expect(plan(ask('org/closed'))).resolves.toMatchObject({ plan: { isGated: true } })
    settings = { ...settings, token: null }
    await expect(plan(ask('org/closed'))).rejects.toMatchObject({ code: 'REPOSITORY_GATED' })
    settings = { ...settings, endpoint: 'http://127.0.0.1:9' }
    await expect(plan(ask(base))).rejects.toMatchObject({ code: 'HUB_UNREACHABLE' })
    expect(waits.length).toBe(2)
  })
})

describe('pulling a checkpoint', () => {
  it('leaves the layout of Hugging Face’s tools behind, and a converted model that verifies', async () => {
    const steps = new Set<string>()
    const model = await pull(ask(base), { onProgress: ({ step }) => void steps.add(step) })
    expect([...steps]).toEqual(['downloading', 'verifying', 'converting'])
    expect(model.manifest).toMatchObject({
      id: `hf:${base}`,
      kind: 'base',
      pulled: { precision: 'q8', cacheFolder: null },
    })
    await verifyModel(model)
    const { models, problems } = await findModels(modelsFolder)
    expect(problems).toEqual([])
    expect(models.at(-1)?.folder).toBe(join(modelsFolder, 'hf-HuggingFaceTB-SmolLM2-135M'))

    const folder = repositoryFolder(base)
    const { revision } = model.manifest.repository ?? { revision: '' }
    expect(await readFile(join(folder, 'refs/main'), 'utf8')).toBe(revision)
    const link = await readlink(join(folder, 'snapshots', revision, weights))
    expect(link).toMatch(/^\.\.\/\.\.\/blobs\/[0-9a-f]{64}$/)
    expect(await readFile(join(folder, 'snapshots', revision, weights))).toEqual(
      repositories.find(({ name }) => name === base)?.files[weights],
    )
    expect(hub.leakedTokens).toBe(0)
  })

  it('fetches nothing a second time, and another precision becomes a model of its own', async () => {
    await pull(ask(base))
    const before = hub.transfers.length
    expect((await plan(ask(base))).plan).toMatchObject({ installedModelId: `hf:${base}` })
    const other = await pull(ask(base, { precision: 'q4', kind: 'dialog' }))
    expect(other.manifest).toMatchObject({ id: `hf:${base}:q4`, kind: 'dialog' })
    expect(hub.transfers.length).toBe(before)
    settings = { ...settings, isOffline: true }
    expect(await listCachedRepositories(settings.cacheFolder, modelsFolder)).toMatchObject([
      { repository: { name: base }, precisions: ['q8', 'q4', 'fp32', 'fp16'], modelId: `hf:${base}` },
    ])
    expect((await pull(ask(base, { precision: 'fp32' }))).manifest.id).toBe(`hf:${base}:fp32`)
    await expect(plan(ask('org/never-fetched'))).rejects.toThrow('HF_HUB_OFFLINE')
  })

  it('takes the place of an older commit', async () => {
    const moving = await randomCheckpoint('org/moving')
    const first = hub.publish(moving)
    await pull(ask('org/moving'))
    const second = hub.publish({ ...moving, files: { ...moving.files, 'README.md': 'new' } })
    const { manifest } = await pull(ask('org/moving'))
    expect(manifest).toMatchObject({ id: 'hf:org/moving', repository: { revision: second } })
    expect((await readdir(join(repositoryFolder('org/moving'), 'snapshots'))).sort()).toEqual(
      [first, second].sort(),
    )
    expect((await readdir(modelsFolder)).filter((name) => !name.startsWith('.'))).toEqual(['hf-org-moving'])
  })
})

describe('pulling ONNX files', () => {
  const wren = 'trialogue/wren-instruct'

  it('leaves them in the cache, links to them, and verifies through the links', async () => {
    const model = await pull(ask(wren))
    expect(model.manifest.pulled).toEqual({ precision: 'fp32', cacheFolder: repositoryFolder(wren) })
    const graph = join(model.folder, 'onnx/model.onnx')
    expect(await readlink(graph)).toContain(join(repositoryFolder(wren), 'blobs'))
    await verifyModel(model)
    const outside = join(root, 'outside')
    await writeFile(outside, await readFile(graph))
    await rm(graph)
    await symlink(outside, graph)
    await expect(verifyModel(model)).rejects.toMatchObject({ details: { reason: 'link' } })
  })

  it('is left out once the cache was emptied, with what to do', async () => {
    await pull(ask(wren))
    await rm(repositoryFolder(wren), { recursive: true })
    const { problems } = await findModels(modelsFolder)
    expect(problems[0]?.error.message).toContain('pull it again')
  })

  it('uses what another tool has fetched, unless it is damaged', async () => {
    await pull(ask(wren))
    const { manifest } = await pull(ask(wren))
    const { sha256 } = manifest.files.find(({ path }) => path === 'onnx/model.onnx') ?? { sha256: '' }
    const blob = join(repositoryFolder(wren), 'blobs', sha256)
    const bytes = await readFile(blob)
    bytes[1000] = (bytes[1000] ?? 0) ^ 1
    await writeFile(blob, bytes)
    await expect(pull(ask(wren))).rejects.toMatchObject({
      code: 'DOWNLOAD_CORRUPT',
      details: { reason: 'hash' },
    })
  })
})

describe('a download that goes wrong', () => {
  it('goes on where the connection broke off', async () => {
    hub.order(base, weights, { what: 'cut', atByte: 100_000, times: 3 })
    const before = hub.transfers.length
    await pull(ask(base), { chunkBytes: 10e6 })
    const ofWeights = hub.transfers.slice(before).filter(({ path }) => path === weights)
    const starts = ofWeights.map(({ start }) => start)
    // What was under way when it broke off is lost; what came is not asked for again.
    expect(starts[0]).toBe(0)
    expect(starts.length).toBeGreaterThan(2)
    expect(starts.slice(1).every((start) => start > 0 && start <= 100_000)).toBe(true)
  })

  it('waits as long as the hub asks, and longer each time when it fails', async () => {
    hub.order(base, weights, { what: 'status', status: 429, retryAfter: '7', times: 1 })
    hub.order(base, weights, { what: 'status', status: 503, times: 2 })
    await pull(ask(base))
    expect(waits[0]).toBe(7000)
    expect(waits[2]).toBeGreaterThan(waits[1] ?? 0)
  })

  it.each([
    ['another byte', { what: 'wrong-byte', atByte: 70_000 }, 'hash'],
    ['another hash', { what: 'wrong-hash' }, 'hash'],
    ['bytes without an end', { what: 'endless' }, 'size'],
  ] as const)('deletes what came with %s', async (_, fault, reason) => {
    hub.order(base, weights, fault)
    await expect(pull(ask(base))).rejects.toMatchObject({
      code: 'DOWNLOAD_CORRUPT',
      details: { path: weights, reason },
    })
    hub.heal()
    // Of the other files, what came stays.
    const large = (await incompletes()).filter((name) => name.length > 64)
    for (const name of large) {
      expect((await stat(join(repositoryFolder(base), 'blobs', name))).size).toBe(0)
    }
    await verifyModel(await pull(ask(base)))
  })

  it('copes with a server that knows no ranges', async () => {
    hub.order(base, weights, { what: 'cut', atByte: 100_000, times: 1 })
    hub.order(base, weights, { what: 'no-ranges' })
    await verifyModel(await pull(ask(base)))
  })

  it('names a file that has gone', async () => {
    hub.order(base, weights, { what: 'vanished' })
    await expect(pull(ask(base))).rejects.toMatchObject({
      code: 'REPOSITORY_NOT_FOUND',
      details: { path: weights },
    })
  })

  it('keeps what was fetched when it is stopped', async () => {
    const stop = new AbortController()
    const onProgress: PullModelOptions['onProgress'] = ({ doneBytes }) => {
      if (doneBytes > 200_000) stop.abort('paused')
    }
    await expect(pull(ask(base), { signal: stop.signal, onProgress })).rejects.toBe('paused')
    expect(await incompletes()).not.toEqual([])
    const before = hub.transfers.length
    await pull(ask(base))
    const again = hub.transfers.slice(before).filter(({ path }) => path === weights)
    expect(again[0]?.start).toBeGreaterThan(65_536)
  })

  it('leaves a lock of a process that is gone behind', async () => {
    const locks = join(settings.cacheFolder, '.locks', 'models--HuggingFaceTB--SmolLM2-135M')
    await mkdir(locks, { recursive: true })
    const { info } = await plan(ask(base))
    const hash = info.files.find(({ path }) => path === weights)?.hash
    await writeFile(
      join(locks, `${hash}.trialogue.lock`),
      JSON.stringify({ host: hostname(), processId: 2 ** 30 }),
    )
    await verifyModel(await pull(ask(base)))
    expect(await readdir(locks)).toEqual([])
  })
})
