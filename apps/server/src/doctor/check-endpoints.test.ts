import { createServer, type Server } from 'node:http'
import type { Endpoint, EndpointCheck } from '@trialogue/contract'
import { afterEach, expect, it } from 'vitest'
import { checkEndpoints } from './check-endpoints.ts'

let server: Server | undefined
afterEach(() => server?.close())

const checks = (outcome: EndpointCheck['outcome']): EndpointCheck[] => [
  { id: 'reach', outcome: 'works', detail: '', durationMs: 3 },
  { id: 'models', outcome, detail: outcome === 'failed' ? '401: wrong key' : '', durationMs: 3 },
]

function anEndpoint(change: Partial<Endpoint>): Endpoint {
  return {
    ...{ name: 'vllm', api: 'openai', urls: ['http://gpu:8000/v1'], allowsPrivate: true, concurrency: 8 },
    ...{ keyHint: 'abcd', models: [], createdAt: 1, updatedAt: 1, addresses: [] },
    lastTest: { modelName: null, checks: checks('works'), testedAt: 0 },
    rateLimit: { requestsLeft: null, tokensLeft: null, blockedUntil: null },
    ...change,
  }
}

/** What is found while a Trialogue runs that has these endpoints. */
async function check(...endpoints: Endpoint[]) {
  const running = createServer((_, answer) =>
    answer.end(JSON.stringify({ items: endpoints, nextCursor: null })),
  )
  server = running
  await new Promise<void>((resolve) => running.listen(0, '127.0.0.1', resolve))
  return checkEndpoints(`http://127.0.0.1:${Object(running.address()).port}`)
}

it('tells of each endpoint whether it was reached with its key, and what to do where not', async () => {
  const down = { url: 'http://gpu:8000/v1', state: 'down', activeRequests: 0, error: null } as const
  const found = await check(
    anEndpoint({}),
    anEndpoint({ lastTest: null, keyHint: null }),
    anEndpoint({ lastTest: { modelName: null, checks: checks('failed'), testedAt: 0 } }),
    anEndpoint({ addresses: [down] }),
  )
  expect(found.map(({ subject, status }) => [subject, status])).toEqual([
    ['endpoint:vllm', 'ok'],
    ['endpoint:vllm', 'note'],
    ['endpoint:vllm', 'note'],
    ['endpoint:vllm', 'note'],
  ])
  const [works, untested, refused, gone] = found.map(({ text }) => text)
  expect(works).toContain('was reached with the key that ends in abcd')
  expect(untested).toContain('without a key: never tested')
  expect(refused).toContain('failed at models. 401: wrong key')
  expect(gone).toContain('1 of 1 addresses are down')
  expect(found.filter(({ advice }) => advice === null)).toHaveLength(1)
})

it('tells nothing where no Trialogue runs', async () => {
  expect(await checkEndpoints('http://127.0.0.1:1')).toEqual([])
})
