import { aModel, createFakeProvider } from '@trialogue/testing'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestClient, type TestClient } from '../test-openai-client.ts'

const slashed = aModel({ id: 'hf:org/name', kind: 'instruct' })

let current: TestClient
beforeAll(async () => {
  current = await startTestClient(createFakeProvider({ models: [aModel(), slashed] }))
})
afterAll(() => current.close())

describe('GET /v1/models', () => {
  it('lists every model, and shows one', async () => {
    const { data } = await current.client.models.list()
    const created = expect.any(Number)
    expect(data).toEqual([
      { id: 'wren-base', object: 'model', created, owned_by: 'trialogue' },
      { id: 'hf:org/name', object: 'model', created, owned_by: 'trialogue' },
    ])
    expect(Math.abs(Date.now() / 1000 - (data[0]?.created ?? 0))).toBeLessThan(60)
    expect(await current.client.models.retrieve('wren-base')).toMatchObject({ id: 'wren-base' })
  })

  it('finds an id with a slash, encoded or not', async () => {
    expect(await current.client.models.retrieve('hf:org/name')).toMatchObject({ id: 'hf:org/name' })
    const plain = await fetch(`${current.address}/models/hf:org/name`)
    expect(await plain.json()).toMatchObject({ id: 'hf:org/name' })
  })

  it('is a NotFoundError where there is none', async () => {
    const error = await current.client.models.retrieve('wren-9').catch((thrown: unknown) => thrown)
    if (!(error instanceof OpenAI.NotFoundError)) throw error
    expect(error).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' })
    expect(error.type).toBe('invalid_request_error')
    expect(error.requestID).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('other addresses', () => {
  const call = async (method: string, path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${current.address}/${path}`, { method, ...init })
    const { error } = (await answer.json()) as { error: { code: string; param: null; type: string } }
    return { answer, error }
  }

  it.each([
    ['POST', 'embeddings'],
    ['POST', 'responses'],
    ['GET', 'files?limit=2'],
    ['POST', 'audio/speech'],
    ['GET', 'chat/completions'],
    ['DELETE', 'models/wren-base'],
  ])('%s /v1/%s is OpenAI’s and not offered: 501', async (method, path) => {
    const { answer, error } = await call(method, path)
    expect(answer.status).toBe(501)
    expect(error).toMatchObject({ code: 'not_implemented', type: 'invalid_request_error', param: null })
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('says so without reading a file that is sent along, and OpenAI’s client does not ask again', async () => {
    const body = new FormData()
    body.append('file', new Blob(['{}']), 'data.jsonl')
    expect((await call('POST', 'files', { body })).answer.status).toBe(501)
    const retrying = new OpenAI({ baseURL: current.address, apiKey: 'x', maxRetries: 2 })
    const before = current.logLines.length
    await expect(retrying.embeddings.create({ model: 'm', input: 'x' })).rejects.toMatchObject({
      status: 501,
    })
    expect(current.logLines.length).toBe(before)
  })

  it('are 404 in the same shape where OpenAI has nothing either', async () => {
    const { answer, error } = await call('GET', 'nothing')
    expect([answer.status, error.code]).toEqual([404, 'unknown_url'])
  })
})

describe('the guards', () => {
  const post = (headers: Record<string, string>) =>
    current.app.inject({
      method: 'POST',
      url: '/v1/completions',
      headers,
      payload: { model: 'wren-base', prompt: 'x' },
    })

  it('let programs through, with or without a key', async () => {
    expect((await post({})).statusCode).toBe(200)
    expect((await post({ authorization: 'Bearer whatever' })).statusCode).toBe(200)
  })

  it.each<[string, Record<string, string>, number, string]>([
    ['another host name', { host: 'evil.example' }, 421, 'host_not_allowed'],
    ['a foreign page', { origin: 'https://evil.example' }, 403, 'origin_not_allowed'],
    ['a cross-site request', { 'sec-fetch-site': 'cross-site' }, 403, 'origin_not_allowed'],
    ['a body that is no JSON', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
  ])('refuse %s in OpenAI’s shape', async (_, headers, status, code) => {
    const answer = await post(headers)
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code])
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})
