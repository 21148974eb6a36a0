import { AppError } from '@trialogue/contract'
import {
  aModel,
  beginAgain,
  createFakeClock,
  createFakeProvider,
  type FakeProviderOptions,
  type FakeStep,
} from '@trialogue/testing'
import OpenAI from 'openai'
import { afterEach, describe, expect, it } from 'vitest'
import { startTestClient, type TestClient } from '../test-openai-client.ts'

let current: TestClient | undefined
afterEach(async () => {
  await current?.close()
  current = undefined
})

async function start(
  reply: FakeProviderOptions['reply'],
  options: Parameters<typeof startTestClient>[1] = {},
) {
  const provider = createFakeProvider({ models: [aModel()], ...(reply ? { reply } : {}) })
  current = await startTestClient(provider, options)
  return { ...current, provider }
}

const request = { model: 'wren-base', prompt: 'Go on.' }
const never = new Promise(() => {})

async function failureOf(promise: Promise<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (thrown instanceof OpenAI.APIError) return thrown
  throw new Error('The client did not fail.', { cause: thrown })
}

describe('a client that leaves', () => {
  // The model has one slot: the second request is answered only once the first has given it up.
  const stuckOnce = (): FakeProviderOptions['reply'] => {
    let calls = 0
    return () => (calls++ === 0 ? ['x', never] : ['free'])
  }

  it('frees the slot in the middle of a stream', async () => {
    const { client } = await start(stuckOnce())
    const stream = await client.completions.create({ ...request, stream: true })
    for await (const chunk of stream) {
      expect(chunk.choices[0]?.text).toBe('x')
      break
    }
    expect((await client.completions.create(request)).choices[0]?.text).toBe('free')
  })

  it('frees the slot while it waits for a whole answer, and the places of its choices in the queue', async () => {
    const { client, provider } = await start(stuckOnce())
    const abort = new AbortController()
    const waiting = failureOf(client.completions.create({ ...request, n: 3 }, { signal: abort.signal }))
    await expect.poll(() => provider.requests.length).toBe(1)
    abort.abort()
    expect(await waiting).toBeInstanceOf(OpenAI.APIUserAbortError)
    expect((await client.completions.create(request)).choices[0]?.text).toBe('free')
    expect(provider.requests).toHaveLength(2)
  })
})

describe('an engine that is busy', () => {
  it.each([false, true])('is a RateLimitError with retry-after (stream: %s)', async (stream) => {
    const gate = Promise.withResolvers<void>()
    const { client, provider } = await start(() => [gate.promise, 'done'], { queueLimit: 1 })
    const first = client.completions.create(request)
    await expect.poll(() => provider.requests.length).toBe(1)
    const failure = await failureOf(Promise.resolve(client.completions.create({ ...request, n: 2, stream })))
    expect(failure).toBeInstanceOf(OpenAI.RateLimitError)
    expect(failure).toMatchObject({ status: 429, code: 'engine_busy', type: 'rate_limit_error' })
    expect(failure.headers?.get('retry-after')).toBe('2')
    gate.resolve()
    expect((await first).choices[0]?.text).toBe('done')
    // The choice that had got a place gave it up.
    expect((await client.completions.create(request)).choices[0]?.text).toBe('done')
    expect(provider.requests).toHaveLength(2)
  })
})

describe('a failure', () => {
  const crash = new AppError('MODEL_PROCESS_CRASHED', 'The model process ended. Run it again.')

  it('before anything was written has its own status, streamed or not', async () => {
    const { client, address } = await start(() => [crash])
    const failure = await failureOf(client.completions.create(request))
    expect(failure).toBeInstanceOf(OpenAI.InternalServerError)
    expect(failure).toMatchObject({ status: 503, code: 'model_process_crashed', type: 'server_error' })
    const answer = await fetch(`${address}/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...request, stream: true }),
    })
    expect(answer.status).toBe(503)
  })

  it('in the middle of a stream is its last event, after what was written', async () => {
    const { client, address } = await start(() => ['Half', ' a', crash])
    const texts: (string | undefined)[] = []
    const read = async () => {
      for await (const chunk of await client.completions.create({ ...request, stream: true }))
        texts.push(chunk.choices[0]?.text)
    }
    const failure = await failureOf(read())
    expect(texts).toEqual(['Half', ' a'])
    expect(failure).toMatchObject({
      code: 'model_process_crashed',
      message: expect.stringContaining(crash.message),
    })

    const answer = await fetch(`${address}/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...request, stream: true }),
    })
    const events = (await answer.text()).trimEnd().split('\n\n')
    expect(JSON.parse(events.at(-1)?.replace('data: ', '') ?? '')).toEqual({
      error: { message: crash.message, type: 'server_error', param: null, code: 'model_process_crashed' },
    })
  })

  it('of one choice stops the others', async () => {
    let calls = 0
    const { client, provider } = await start(() => (calls++ === 0 ? [crash] : [never]))
    expect(await failureOf(client.completions.create({ ...request, n: 3 }))).toMatchObject({ status: 503 })
    expect(provider.requests.length).toBeLessThanOrEqual(2)
  })
})

describe('a model whose server breaks off and begins again elsewhere', () => {
  it('answers as a whole what was written last', async () => {
    const { client } = await start(() => ['lost', beginAgain, 'Once', ' more'])
    const answer = await client.completions.create({ ...request, echo: true, logprobs: 1 })
    expect(answer.choices[0]?.text).toBe('Go on.Once more')
    expect(answer.choices[0]?.logprobs?.tokens?.slice(-2)).toEqual(['Once', ' more'])
  })

  it('streams on while nothing was told, and else ends with an error, for what is told is told', async () => {
    const scripts: FakeStep[][] = [
      [beginAgain, 'fine'],
      ['Half', beginAgain, 'Half a'],
    ]
    const { client } = await start(() => scripts.shift() ?? [])
    const texts: (string | undefined)[] = []
    const read = async () => {
      for await (const chunk of await client.completions.create({ ...request, stream: true }))
        texts.push(chunk.choices[0]?.text)
    }
    await read()
    expect(texts).toEqual(['fine', ''])
    expect(await failureOf(read())).toMatchObject({ code: 'upstream_unreachable' })
    expect(texts).toEqual(['fine', '', 'Half'])
  })
})

it('opens a stream after ten silent seconds, and keeps it awake', async () => {
  const clock = createFakeClock()
  const gate = Promise.withResolvers<void>()
  const { address, provider } = await start(() => [gate.promise, 'late'], { clock })
  const asked = fetch(`${address}/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...request, stream: true }),
  })
  await expect.poll(() => provider.requests.length).toBe(1)
  await clock.advance(10_000)
  const answer = await asked
  await clock.advance(15_000)
  gate.resolve()
  const text = await answer.text()
  expect(text.startsWith(': ping\n\ndata: {')).toBe(true)
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true)
})

it('tells the readers of a stream that the server stops', async () => {
  const { app, client } = await start(() => ['x', never])
  const stream = await client.completions.create({ ...request, stream: true })
  const read = async () => {
    for await (const chunk of stream) {
      expect(chunk.choices[0]?.text).toBe('x')
      void app.close()
    }
  }
  expect(await failureOf(read())).toMatchObject({ code: 'engine_busy' })
})
