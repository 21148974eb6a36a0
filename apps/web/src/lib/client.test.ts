import { anId } from '@trialogue/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { client } from './client.ts'
import { errorAnswer, jsonAnswer, stubApi } from './stub-api.ts'

afterEach(() => vi.unstubAllGlobals())

const prompt = { id: anId(1), name: 'A & B', latestVersion: null, createdAt: 1, updatedAt: 2 }

describe('client', () => {
  it('puts parameters into the path and a body into JSON', async () => {
    const calls = stubApi(() => jsonAnswer(prompt))
    await client.renamePrompt({ params: { promptId: anId(1) }, body: { name: 'A & B' } })
    expect(calls[0]).toMatchObject({
      method: 'PATCH',
      path: `/api/prompts/${anId(1)}`,
      body: { name: 'A & B' },
    })
    expect(calls[0]?.headers.get('content-type')).toBe('application/json')
  })

  it('escapes parameters, and leaves out query fields without a value', async () => {
    const calls = stubApi(() => jsonAnswer({ items: [], nextCursor: null }))
    await client.listPrompts({ query: { limit: 5, cursor: undefined } })
    await client.listVersions({ params: { promptId: 'a/b' }, query: { cursor: 'x y' } })
    expect(calls.map(({ path }) => path)).toEqual([
      '/api/prompts?limit=5',
      '/api/prompts/a%2Fb/versions?cursor=x+y',
    ])
  })

  it('throws what the server says, with the id of the request', async () => {
    stubApi(() => errorAnswer('CONFLICT', 409, { revision: 7 }))
    await expect(client.getPrompt({ params: { promptId: anId(1) } })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'CONFLICT happened.',
      details: { revision: 7, requestId: 'r-1' },
    })
  })

  it('is offline when nothing answers, and when a proxy answers for the server', async () => {
    stubApi(() => Promise.reject(new TypeError('fetch failed')))
    await expect(client.listModels({})).rejects.toMatchObject({ code: 'OFFLINE' })
    stubApi(() => new Response('<html>Bad gateway</html>', { status: 502 }))
    await expect(client.listModels({})).rejects.toMatchObject({ code: 'OFFLINE' })
  })

  it('lets an abort be an abort', async () => {
    const controller = new AbortController()
    stubApi(() => {
      controller.abort()
      throw new DOMException('Aborted', 'AbortError')
    })
    await expect(client.listModels({ signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })

  it('refuses an answer that is not what the contract says', async () => {
    stubApi(() => jsonAnswer({ ...prompt, id: 'no id' }))
    await expect(client.getPrompt({ params: { promptId: anId(1) } })).rejects.toThrow()
  })
})
