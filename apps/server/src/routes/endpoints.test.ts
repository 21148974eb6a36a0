import {
  type Endpoint,
  endpointSchema,
  endpointTestSchema,
  errorBodySchema,
  type Model,
  modelSchema,
  pageSchema,
  type Run,
} from '@trialogue/contract'
import { aModel, aRunRequest, aVariant, createFakeProvider, type FakeStep } from '@trialogue/testing'
import type { InjectOptions } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'
import { startTestClient, type TestClient } from '../test-openai-client.ts'
import { createRun, getRun, readEvents } from '../test-runs.ts'

const canary = 'sk-canary-0123456789abcdef'
const modelId = 'endpoint:lab/wren-instruct'
const price = { inputPerMillion: 10, outputPerMillion: 20, currency: 'EUR' }

let remote: TestClient
let local: TestApp
let reply: () => readonly FakeStep[]
/** What the remote server was told to be its key. */
let keys: (string | undefined)[]

beforeEach(async () => {
  reply = () => ['A', ' fake', ' reply']
  keys = []
  const models = [
    aModel({ id: 'wren-instruct', kind: 'instruct', capabilities: { ...aModel().capabilities, chat: true } }),
  ]
  remote = await startTestClient(createFakeProvider({ models, reply: () => reply(), concurrency: 4 }))
  remote.app.server.on('request', ({ headers }) => keys.push(headers.authorization))
  local = await startTestApp(createFakeProvider({ models: [aModel()] }))
})
afterEach(async () => {
  await Promise.all([local.close(), remote.close()])
})

const settings = (change: Partial<Endpoint> = {}) => ({
  ...{ name: 'lab', api: 'openai', urls: [remote.address], allowsPrivate: true, concurrency: 4, key: canary },
  ...change,
})

async function ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object, app = local) {
  const request: InjectOptions = { method, url, ...(payload && { payload }) }
  return app.app.inject(request)
}
async function endpointFrom(...asked: Parameters<typeof ask>): Promise<Endpoint> {
  const answer = await ask(...asked)
  if (answer.statusCode >= 300) throw new Error(answer.body)
  return endpointSchema.parse(answer.json())
}
async function refused(...asked: Parameters<typeof ask>) {
  const answer = await ask(...asked)
  const { code, message } = errorBodySchema.parse(answer.json()).error
  return { status: answer.statusCode, code, message }
}
const create = (change: Partial<Endpoint> = {}) => endpointFrom('POST', '/api/endpoints', settings(change))
const test = async (modelName: string | null = null) =>
  endpointTestSchema.parse((await ask('POST', '/api/endpoints/lab/test', { modelName })).json())
const models = async (): Promise<Model[]> =>
  pageSchema(modelSchema).parse((await ask('GET', '/api/models')).json()).items
const runElsewhere = (samples = 1) =>
  createRun(local.app, aRunRequest({ variants: [aVariant({ modelId })], samples, topLogprobs: 1 }))
async function finished({ id }: Run): Promise<Run> {
  await readEvents(local.app, id)
  return getRun(local.app, id)
}

describe('an endpoint', () => {
  it('is connected and tested, its models are offered and run, with what they cost', async () => {
    expect(await create()).toMatchObject({ name: 'lab', keyHint: 'cdef', models: [], lastTest: null })
    const { checks, modelName } = await test()
    expect(modelName).toBe('wren-instruct')
    expect(checks.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    expect(checks.find(({ id }) => id === 'logprobs')?.outcome).toBe('works')
    const { models: found } = await endpointFrom('PATCH', '/api/endpoints/lab/models', {
      ...{ name: 'wren-instruct', price, contextLength: 512 },
    })
    expect(found).toMatchObject([{ name: 'wren-instruct', kind: 'instruct', price, isEnabled: true }])
    const model = (await models()).find(({ id }) => id === modelId)
    expect(model).toMatchObject({ source: 'endpoint', price, contextLength: 512, sha256: null })
    expect(model?.capabilities).toMatchObject({ chat: true, logprobs: true, forcedTokens: false })

    const [generation] = (await finished(await runElsewhere())).generations
    expect(generation).toMatchObject({ status: 'completed', answer: 'A fake reply', price, error: null })
    const [step] = generation?.steps ?? []
    expect(step?.logprobs.map(({ text }) => text)).toEqual(['A', ' fake', ' reply'])
    expect(step?.usage?.completionTokens).toBe(3)
    expect(new Set(keys)).toEqual(new Set([`Bearer ${canary}`]))
  })

  it('offers, untested, what every server of its API can do', async () => {
    await create()
    await endpointFrom('PATCH', '/api/endpoints/lab/models', { name: 'wren-instruct' })
    const model = (await models()).find(({ id }) => id === modelId)
    expect(model?.capabilities).toMatchObject({
      chat: true,
      logprobs: false,
      tokens: false,
      forcedTokens: false,
    })
    const [generation] = (await finished(await runElsewhere())).generations
    expect(generation).toMatchObject({ status: 'completed', answer: 'A fake reply', price: null })
    expect(generation?.steps[0]?.logprobs).toEqual([])
    await endpointFrom('PATCH', '/api/endpoints/lab/models', { name: 'wren-instruct', isEnabled: false })
    expect((await models()).map(({ id }) => id)).toEqual(['wren-base'])
  })

  it('cannot have its texts verified, compared by tokens or gone on from, and says why', async () => {
    await create()
    await endpointFrom('PATCH', '/api/endpoints/lab/models', { name: 'wren-instruct' })
    const [generation] = (await finished(await runElsewhere())).generations
    const verify = await refused('POST', `/api/generations/${generation?.id}/verify`)
    expect(verify).toMatchObject({ status: 409, code: 'GENERATION_NOT_VERIFIABLE' })
    expect(verify.message).toContain('does not tell its tokens')
    const divergence = { modelId: 'wren-base', stepIndex: 0 }
    expect(await refused('POST', `/api/generations/${generation?.id}/divergence`, divergence)).toMatchObject({
      code: 'GENERATION_NOT_BRANCHABLE',
      message: expect.stringContaining('Choose models that run here'),
    })
    const branch = { generationId: generation?.id, stepIndex: 0, tokenIndex: 1, tokenId: null }
    const branched = { ...aRunRequest({ variants: [aVariant({ modelId })] }), branch }
    expect(await refused('POST', '/api/runs', branched)).toMatchObject({
      code: 'GENERATION_NOT_BRANCHABLE',
      message: expect.stringContaining('server that runs this model'),
    })
  })

  it('is asked through /v1, too, which refuses what its server does not tell', async () => {
    await create()
    await endpointFrom('PATCH', '/api/endpoints/lab/models', { name: 'wren-instruct' })
    const request = { model: modelId, messages: [{ role: 'user', content: 'Say it.' }] }
    const answer = await ask('POST', '/v1/chat/completions', request)
    expect(answer.json().choices[0].message.content).toBe('A fake reply')
    const refusal = await ask('POST', '/v1/chat/completions', { ...request, logprobs: true })
    expect(refusal.statusCode).toBe(400)
    expect(refusal.json().error).toMatchObject({ param: 'logprobs', code: 'unsupported_parameter' })
  })

  it('never shares a name, and forgets its key with another host unless a new one comes', async () => {
    await create()
    expect(await refused('POST', '/api/endpoints', settings())).toMatchObject({
      status: 409,
      code: 'CONFLICT',
    })
    const path = '/api/endpoints/lab'
    expect(await endpointFrom('PATCH', path, { concurrency: 2 })).toMatchObject({
      keyHint: 'cdef',
      concurrency: 2,
    })
    const urls = ['http://127.0.0.2:9/v1']
    expect(await endpointFrom('PATCH', path, { urls })).toMatchObject({ urls, keyHint: null })
    const back = { urls: [remote.address], key: 'a-new-key-abcd' }
    expect(await endpointFrom('PATCH', path, back)).toMatchObject({ keyHint: 'abcd' })
    await test()
    expect(keys.at(-1)).toBe('Bearer a-new-key-abcd')
  })

  it('has its addresses checked before anything is kept', async () => {
    const blocked = { status: 403, code: 'ADDRESS_BLOCKED' }
    const post = (change: Partial<Endpoint>) => refused('POST', '/api/endpoints', settings(change))
    expect(await post({ allowsPrivate: false })).toMatchObject(blocked)
    expect(await post({ urls: ['http://169.254.169.254/v1'] })).toMatchObject(blocked)
    expect(await post({ urls: ['http://a:b@localhost/v1'] })).toMatchObject({ code: 'INVALID_REQUEST' })
    expect(await refused('GET', '/api/endpoints/lab')).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    await create()
    const patch = await refused('PATCH', '/api/endpoints/lab', { urls: ['http://169.254.169.254/v1'] })
    expect(patch).toMatchObject(blocked)
    expect(await endpointFrom('GET', '/api/endpoints/lab')).toMatchObject({
      urls: [remote.address],
      keyHint: 'cdef',
    })
  })

  it('is private only where the settings name it, once others can reach the server', async () => {
    const { host } = new URL(remote.address)
    const open = { config: { host: '0.0.0.0' } }
    const strict = await startTestApp(createFakeProvider({ models: [] }), open)
    const listed = await startTestApp(createFakeProvider({ models: [] }), {
      ...open,
      allowedPrivateEndpoints: [host],
    })
    try {
      const refusal = await refused('POST', '/api/endpoints', settings(), strict)
      expect(refusal.code).toBe('ADDRESS_BLOCKED')
      expect(refusal.message).toContain(`Add ${host} to TRIALOGUE_ALLOWED_PRIVATE_ENDPOINTS`)
      await endpointFrom('POST', '/api/endpoints', settings(), listed)
    } finally {
      await Promise.all([strict.close(), listed.close()])
    }
  })

  it('lets what it writes come to its end when it is removed; what waits fails', async () => {
    await create({ concurrency: 1 })
    await endpointFrom('PATCH', '/api/endpoints/lab/models', { name: 'wren-instruct' })
    const [asked, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    reply = () => {
      asked.resolve()
      return ['Begun', gate.promise, ' and ended']
    }
    const run = await runElsewhere(2)
    await asked.promise
    expect((await ask('DELETE', '/api/endpoints/lab')).statusCode).toBe(204)
    expect((await models()).map(({ id }) => id)).toEqual(['wren-base'])
    gate.resolve()
    const { status, generations } = await finished(run)
    expect(status).toBe('completed')
    expect(generations.map(({ answer, error }) => answer ?? error?.code)).toEqual([
      'Begun and ended',
      'MODEL_NOT_FOUND',
    ])
    expect(await refused('DELETE', '/api/endpoints/lab')).toMatchObject({ status: 404 })
  })
})

describe('the key of an endpoint', () => {
  it('is in no answer, event, error or log line', async () => {
    const seen: string[] = []
    const keep = async (...asked: Parameters<typeof ask>) => seen.push((await ask(...asked)).body)
    await keep('POST', '/api/endpoints', settings())
    await keep('POST', '/api/endpoints/lab/test', { modelName: null })
    await keep('POST', '/api/endpoints', settings())
    await keep('PATCH', '/api/endpoints/lab', { concurrency: -1, key: canary })
    await keep('GET', '/api/endpoints')
    await keep('GET', '/api/models')
    await keep('GET', '/api/openapi.json')
    const run = await runElsewhere()
    seen.push(JSON.stringify(await readEvents(local.app, run.id, '0')))
    // Refused there, and said so here.
    await keep('PATCH', '/api/endpoints/lab', { urls: [remote.address.replace('/v1', '/wrong')] })
    seen.push(JSON.stringify(await finished(await runElsewhere())))
    await keep('POST', '/api/endpoints/lab/test', { modelName: null })
    await local.store.endpoints.keyOf('lab')
    seen.push(...local.logLines)
    expect(keys.filter((key) => key?.includes(canary)).length).toBeGreaterThan(2)
    expect(seen.filter((text) => text.includes(canary))).toEqual([])
  })
})
