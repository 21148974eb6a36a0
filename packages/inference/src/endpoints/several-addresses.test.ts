import { afterEach, expect, it } from 'vitest'
import { createHastyClock, generate, openEndpoints, outcomeOf } from './exchange-fixture.ts'
import { type ReplayedAnswer, type ReplayServer, readExchanges, startReplayServer } from './replay-server.ts'

const { chat: good } = readExchanges('vllm')
const { limited, gatewayDown } = readExchanges('openai')
const { loading } = readExchanges('llama-cpp')
const fine: ReplayedAnswer = { body: good?.body ?? [] }
const written = 'Grüß dich 👋'

const opened: { dispose?(): Promise<void>; close?(): Promise<void> }[] = []
afterEach(async () => {
  for (const { dispose, close } of opened.splice(0).toReversed()) await (dispose ?? close)?.()
})

async function serve(
  answer: (count: number) => ReplayedAnswer | Promise<ReplayedAnswer>,
): Promise<ReplayServer> {
  const server = await startReplayServer((_, count) => answer(count))
  opened.push(server)
  return server
}

function open(...[connection, options]: Parameters<typeof openEndpoints>) {
  const endpoints = openEndpoints(connection, options)
  opened.push(endpoints)
  return endpoints
}

it('spreads load over its addresses', async () => {
  const servers = [await serve(() => fine), await serve(() => fine)]
  const endpoints = open({ urls: servers.map(({ url }) => url) })
  await Promise.all(Array.from({ length: 8 }, () => outcomeOf(generate(endpoints))))
  expect(servers.map(({ requests }) => requests.length)).toEqual([4, 4])
  expect(endpoints.addresses('there').map(({ state }) => state)).toEqual(['up', 'up'])
})

it('leaves an address out that refuses connections, and takes it back once it answers', async () => {
  const [first, second] = [await serve(() => fine), await serve(() => fine)]
  const clock = createHastyClock()
  const endpoints = open({ urls: [first.url, second.url] }, { clock })
  await second.close()
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => outcomeOf(generate(endpoints))))
  expect(outcomes.every(({ text }) => text === written)).toBe(true)
  expect(first.requests).toHaveLength(6)
  expect(endpoints.addresses('there')[1]).toMatchObject({ error: { code: 'UPSTREAM_UNREACHABLE' } })

  const again = await startReplayServer(() => fine, Number(new URL(second.url).port))
  opened.push(again)
  while (endpoints.addresses('there')[1]?.state !== 'up')
    await new Promise((resolve) => setImmediate(resolve))
  for (let count = 0; count < 4; count += 1) await outcomeOf(generate(endpoints))
  const asked = again.requests.filter(({ path }) => path === '/v1/chat/completions')
  expect(asked).toHaveLength(2)
})

it('begins again at another address when one breaks off, and never at two at once', async () => {
  const running = new Set<string>()
  let most = 0
  const watched = (name: string, answer: ReplayedAnswer) => () => {
    running.add(name)
    most = Math.max(most, running.size)
    if (answer.after !== undefined) running.delete(name)
    return answer
  }
  const breaking = await serve(watched('breaking', { ...fine, after: { lines: 4, end: 'cut' } }))
  const whole = await serve(watched('whole', fine))
  const endpoints = open({ urls: [breaking.url, whole.url] })
  const outcomes = []
  for (let count = 0; count < 2; count += 1) outcomes.push(await outcomeOf(generate(endpoints)))
  expect(outcomes.map(({ text }) => text)).toEqual([written, written])
  // The one that was sent to the breaking address first has its input told twice.
  expect(outcomes.map(({ inputs }) => inputs.length).toSorted()).toEqual([1, 2])
  expect(breaking.requests.length + whole.requests.length).toBe(3)
  expect(most).toBe(1)
})

it('fails when the only address breaks off in the middle', async () => {
  const server = await serve(() => ({ ...fine, after: { lines: 4, end: 'cut' } }))
  const endpoints = open({ urls: [server.url] })
  await expect(outcomeOf(generate(endpoints))).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
  expect(server.requests).toHaveLength(1)
})

it('tries again what a server was too busy for, and waits longer each time', async () => {
  const busy = [loading, gatewayDown, loading] as ReplayedAnswer[]
  const server = await serve((count) => busy[count - 1] ?? fine)
  const clock = createHastyClock()
  const endpoints = open({ urls: [server.url] }, { clock })
  const { text, inputs } = await outcomeOf(generate(endpoints))
  expect(text).toBe(written)
  expect(inputs).toHaveLength(1)
  const [first = 0, second = 0, third = 0] = clock.waitedMs
  expect(first).toBeGreaterThanOrEqual(250)
  expect(second).toBeGreaterThanOrEqual(500)
  expect(third).toBeGreaterThanOrEqual(1_000)
})

it('sends nothing before a server allows it, and tells until when that is', async () => {
  const server = await serve((count) => (count === 1 ? (limited as ReplayedAnswer) : fine))
  const clock = createHastyClock()
  const endpoints = open({ urls: [server.url] }, { clock })
  const begunAt = clock.now()
  const { text } = await outcomeOf(generate(endpoints))
  expect(text).toBe(written)
  expect(clock.now() - begunAt).toBeGreaterThanOrEqual(7_000)
  expect(endpoints.rateLimit('there')).toEqual({ requestsLeft: 0, tokensLeft: 199_968, blockedUntil: null })
})

it('does not wait for hours', async () => {
  const server = await serve(() => ({
    ...limited,
    headers: { 'retry-after': '7200' },
    body: limited?.body ?? {},
  }))
  const endpoints = open({ urls: [server.url] }, { clock: createHastyClock() })
  await expect(outcomeOf(generate(endpoints))).rejects.toMatchObject({
    code: 'RATE_LIMITED',
    details: { retryAfterMs: expect.any(Number) },
  })
  expect(server.requests).toHaveLength(1)
  expect(endpoints.rateLimit('there').blockedUntil).toBeGreaterThan(0)
  // Nor is anything else sent.
  await expect(outcomeOf(generate(endpoints))).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  expect(server.requests).toHaveLength(1)
})

it('gives up on a server that stays away', async () => {
  const server = await serve(() => fine)
  await server.close()
  const endpoints = open({ urls: [server.url] }, { clock: createHastyClock() })
  await expect(outcomeOf(generate(endpoints))).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
})

it('stops waiting when it is cancelled', async () => {
  const server = await serve(() => ({
    ...limited,
    headers: { 'retry-after': '100' },
    body: limited?.body ?? {},
  }))
  const endpoints = open({ urls: [server.url] })
  const controller = new AbortController()
  const told = outcomeOf(generate(endpoints, {}, controller.signal))
  while (endpoints.rateLimit('there').blockedUntil === null)
    await new Promise((resolve) => setImmediate(resolve))
  controller.abort()
  expect((await told).finished).toMatchObject({ finishReason: 'cancelled' })
  expect(server.requests).toHaveLength(1)
})

it('loses none of many generations when one of two servers dies under them', async () => {
  const dies = Promise.withResolvers<ReplayedAnswer>()
  const dying = await serve(() => dies.promise)
  const living = await serve(() => fine)
  const endpoints = open({ urls: [dying.url, living.url], concurrency: 200 }, { clock: createHastyClock() })
  const told = Promise.all(Array.from({ length: 200 }, () => outcomeOf(generate(endpoints))))
  while (dying.requests.length < 100) await new Promise((resolve) => setImmediate(resolve))
  await dying.close()
  const outcomes = await told
  expect(outcomes.filter(({ text }) => text === written)).toHaveLength(200)
  expect(dying.requests.length + living.requests.length).toBe(300)
})
