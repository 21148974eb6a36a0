import { request } from 'node:http'
import { aModel, aRunRequest, createFakeProvider } from '@trialogue/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'

let current: TestApp
beforeEach(async () => {
  const config = { host: '127.0.0.1', allowedHosts: ['lab.example'], maxActiveRuns: 16 }
  current = await startTestApp(createFakeProvider({ models: [aModel()] }), { config })
})
afterEach(() => current.close())

/** Status and error code of a request over a real socket, with exactly these headers. */
function answerTo(port: number, headers: readonly string[]): Promise<[number | undefined, unknown]> {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      path: '/api/models',
      setHost: false,
      headers: [...headers],
    })
    sent.on('error', reject)
    sent.on('response', (answer) => {
      let body = ''
      answer.on('data', (chunk) => {
        body += chunk
      })
      answer.on('end', () => resolve([answer.statusCode, JSON.parse(body).error?.code]))
    })
    sent.end()
  })
}

describe('the Host header (DNS rebinding)', () => {
  it.each([
    'evil.example',
    '127.0.0.1.nip.io',
    'localhost.evil',
    'localhost@evil.example',
    'localhost:80:80',
  ])('refuses %j with 421', async (host) => {
    const answer = await current.app.inject({ url: '/api/models', headers: { host } })
    expect([answer.statusCode, answer.json().error.code]).toEqual([421, 'HOST_NOT_ALLOWED'])
  })

  it('refuses a request without one, and foreign names for pages and health checks, too', async () => {
    const address = await current.app.listen({ port: 0, host: '127.0.0.1' })
    const port = Number(new URL(address).port)
    expect(await answerTo(port, [])).toEqual([421, 'HOST_NOT_ALLOWED'])
    expect(await answerTo(port, ['Host', ''])).toEqual([421, 'HOST_NOT_ALLOWED'])
    expect(await answerTo(port, ['Host', 'localhost'])).toEqual([200, undefined])
    for (const url of ['/', '/livez', '/readyz', '/api/docs', '/api/openapi.json', '/no/such/page']) {
      const answer = await current.app.inject({ url, headers: { host: 'evil.example' } })
      expect([url, answer.statusCode]).toEqual([url, 421])
    }
  })

  it.each(['localhost', 'LOCALHOST:7357', '127.0.0.1:7357', '[::1]:7357', 'lab.example', 'lab.example:443'])(
    'answers under %j',
    async (host) => {
      expect((await current.app.inject({ url: '/api/models', headers: { host } })).statusCode).toBe(200)
    },
  )
})

describe('requests of foreign pages (CSRF)', () => {
  const post = (headers: Record<string, string>, payload: string | object = aRunRequest()) =>
    current.app.inject({
      method: 'POST',
      url: '/api/runs',
      headers: { host: 'localhost:7357', ...headers },
      payload,
    })
  const json = { 'content-type': 'application/json' }

  it.each<[string, Record<string, string>]>([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://localhost:3000' }],
    ['an origin that hides itself', { origin: 'null' }],
    ['a cross-site request', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site request', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:7357' }],
  ])('refuses %s with 403 and changes nothing', async (_, headers) => {
    const answer = await post({ ...json, ...headers })
    expect([answer.statusCode, answer.json().error.code]).toEqual([403, 'ORIGIN_NOT_ALLOWED'])
    expect((await current.app.inject({ url: '/api/runs' })).json().items).toEqual([])
  })

  it.each<[string, Record<string, string>]>([
    ['text/plain', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['multipart', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['no type at all', {}],
  ])('refuses a body of %s with 415 and changes nothing', async (_, headers) => {
    const answer = await post(headers, JSON.stringify(aRunRequest()))
    expect([answer.statusCode, answer.json().error.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE'])
    expect((await current.app.inject({ url: '/api/runs' })).json().items).toEqual([])
  })

  it.each<[string, Record<string, string>]>([
    ['its own page', { origin: 'http://localhost:7357', 'sec-fetch-site': 'same-origin' }],
    ['its own page behind TLS', { origin: 'https://localhost:7357', 'sec-fetch-site': 'same-origin' }],
    ['a program', {}],
  ])('accepts a request of %s', async (_, headers) => {
    const request = { ...aRunRequest(), variants: aRunRequest().variants.slice(0, 1) }
    expect((await post({ ...json, ...headers }, request)).statusCode).toBe(202)
  })
})

it('sends a strict content security policy with everything', async () => {
  for (const url of ['/', '/api/models', '/api/docs/', '/livez', '/api/nothing']) {
    const { headers } = await current.app.inject({ url })
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none';script-src 'self';")
    expect(policy.replace("style-src 'self' 'unsafe-inline'", '')).not.toContain('unsafe')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
  }
})
