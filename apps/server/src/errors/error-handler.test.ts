import { connect } from 'node:net'
import { errorBodySchema } from '@trialogue/contract'
import { aModel, aPromptContent, aRunRequest, createFakeProvider } from '@trialogue/testing'
import type { InjectOptions } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'

let current: TestApp
beforeEach(async () => {
  current = await startTestApp(createFakeProvider({ models: [aModel()] }))
})
afterEach(() => current.close())

async function refused(options: InjectOptions) {
  const answer = await current.app.inject(options)
  const { error } = errorBodySchema.parse(answer.json())
  return { status: answer.statusCode, ...error }
}
const post = (url: string, payload: object) => ({ method: 'POST' as const, url, payload })

describe('what was sent wrongly', () => {
  it('is named: an unknown field', async () => {
    const error = await refused(post('/api/runs', { ...aRunRequest(), isAdmin: true }))
    expect(error).toMatchObject({ status: 400, code: 'INVALID_REQUEST' })
    expect(error.message).toContain('"isAdmin"')
    expect(error.requestId).not.toBe('')
  })

  it('is named: a field deep inside, the query, the path', async () => {
    const content = { ...aPromptContent(), samples: 99 }
    const inside = await refused(post('/api/prompts', { name: 'x', content }))
    expect(inside.details['issues']).toMatchObject([{ path: 'body/content/samples' }])
    expect((await refused({ url: '/api/prompts?limit=0' })).details['issues']).toMatchObject([
      { path: 'query/limit' },
    ])
    expect((await refused({ url: '/api/runs/7' })).details['issues']).toMatchObject([{ path: 'path/runId' }])
  })

  it('is 400 where it is no JSON, or tries to change the prototype', async () => {
    const headers = { 'content-type': 'application/json' }
    for (const payload of ['{', '', '{"__proto__":{"isAdmin":true}}']) {
      const error = await refused({ method: 'POST', url: '/api/runs', headers, payload })
      expect([payload, error.status, error.code]).toEqual([payload, 400, 'INVALID_REQUEST'])
    }
    expect('isAdmin' in {}).toBe(false)
  })

  it('is 404 where nothing is', async () => {
    expect(await refused({ url: '/api/nothing', headers: { accept: 'text/html' } })).toMatchObject({
      status: 404,
    })
    expect(await refused(post('/elsewhere', {}))).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    expect(await refused({ url: '/api/%zz' })).toMatchObject({ status: 400, code: 'INVALID_REQUEST' })
  })
})

describe('sizes', () => {
  const megabytes = (count: number) => 'x'.repeat(count * 1024 * 1024)

  it('are 1 MB in general and 8 MB where a prompt is sent', async () => {
    const cancel = '/api/runs/01890000-0000-7000-8000-000000000001/cancel'
    expect(await refused(post(cancel, { padding: megabytes(1) }))).toMatchObject({
      status: 413,
      code: 'PAYLOAD_TOO_LARGE',
    })
    expect(await refused(post('/api/runs', { padding: megabytes(8) }))).toMatchObject({ status: 413 })
    // Read as a whole, and refused only for what it says.
    expect(await refused(post('/api/runs', { padding: megabytes(7) }))).toMatchObject({ status: 400 })
  })
})

it('shows nothing of its inside when it fails, and logs the whole', async () => {
  await current.store.close()
  const { status, code, message, requestId } = await refused({ url: '/api/prompts' })
  expect([status, code]).toEqual([500, 'INTERNAL'])
  expect(message).toBe('Something went wrong inside Trialogue. The server log has the details.')
  const line = current.logLines.find((candidate) => candidate.includes('Request failed'))
  expect(line).toContain(requestId)
  expect(JSON.parse(line ?? '{}').err.stack).toContain('.ts')
})

it('keeps serving while 500 sockets are open and say nothing', async () => {
  const address = await current.app.listen({ port: 0, host: '127.0.0.1' })
  const port = Number(new URL(address).port)
  const sockets = Array.from({ length: 500 }, () => connect(port, '127.0.0.1'))
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))))
  const answer = await fetch(`${address}/api/models`)
  expect(answer.status).toBe(200)
  expect(current.app.server.requestTimeout).toBe(30_000)
  expect(current.app.server.headersTimeout).toBeLessThanOrEqual(60_000)
  for (const socket of sockets) socket.destroy()
})
