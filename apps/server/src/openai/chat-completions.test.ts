import { chatCompletionChunkSchema, chatCompletionSchema } from '@trialogue/contract'
import { aModel, createFakeProvider, type FakeProvider } from '@trialogue/testing'
import type OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestClient, type TestClient } from '../test-openai-client.ts'

const model = 'wren-dialog'
const capabilities = { ...aModel().capabilities, chat: true }
const sha256 = 'abcdef0123'.padEnd(64, '0')
const models = [aModel({ id: model, kind: 'dialog', capabilities, sha256 }), aModel()]

let provider: FakeProvider
let current: TestClient
beforeEach(async () => {
  provider = createFakeProvider({ models, concurrency: 4 })
  current = await startTestClient(provider)
})
afterEach(() => current.close())

type Create = OpenAI.ChatCompletionCreateParamsNonStreaming
const messages: Create['messages'] = [{ role: 'user', content: 'Say it.' }]
const create = (change: object = {}) =>
  current.client.chat.completions.create({ model, messages, ...change } as Create)

async function stream(change: object = {}): Promise<OpenAI.ChatCompletionChunk[]> {
  const chunks = []
  const params = { model, messages, stream: true as const, ...change }
  for await (const chunk of await current.client.chat.completions.create(params)) chunks.push(chunk)
  return chunks
}

describe('POST /v1/chat/completions', () => {
  it('answers with exactly OpenAI’s shape', async () => {
    const { data, response, request_id } = await current.client.chat.completions
      .create({ model, messages })
      .withResponse()
    expect(chatCompletionSchema.parse(data)).toEqual({
      id: expect.stringMatching(/^chatcmpl-[0-9a-f]{32}$/),
      object: 'chat.completion',
      created: expect.any(Number),
      model,
      system_fingerprint: 'fp_abcdef0123',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'A fake reply', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: {
        prompt_tokens: 5,
        completion_tokens: 3,
        total_tokens: 8,
        prompt_tokens_details: { cached_tokens: 0 },
      },
    })
    expect(request_id).toMatch(/^[0-9a-f-]{36}$/)
    expect(data.id).toBe(`chatcmpl-${request_id?.replaceAll('-', '')}`)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('goes on with the last message of the assistant where it is asked to', async () => {
    const begun = [...messages, { role: 'assistant' as const, content: 'So, ' }]
    const goesOn = { continue_final_message: true, add_generation_prompt: false }
    const { choices } = await create({ messages: begun, ...goesOn })
    expect(choices[0]?.message.content).toBe('A fake reply')
    await create({ messages: begun, add_generation_prompt: true })
    expect(provider.requests.map(({ prompt }) => prompt)).toEqual([
      { form: 'chat', messages, assistantPrefix: 'So, ' },
      { form: 'chat', messages: begun, assistantPrefix: '' },
    ])
  })

  it('turns thinking on or off where it is asked to', async () => {
    for (const enable_thinking of [true, false]) await create({ chat_template_kwargs: { enable_thinking } })
    await create({ chat_template_kwargs: {} })
    expect(provider.requests.map(({ prompt }) => prompt.form === 'chat' && prompt.thinking)).toEqual([
      true,
      false,
      undefined,
    ])
  })

  it('hands on roles, text parts and parameters', async () => {
    await create({
      messages: [
        { role: 'developer', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'One' },
            { type: 'text', text: 'Two' },
          ],
        },
        { role: 'assistant', content: 'Yes', refusal: null, annotations: [], tool_calls: [] },
        { role: 'user', content: 'Three' },
      ],
      temperature: 0.5,
      top_p: 0,
      top_k: 7,
      min_p: 0.1,
      repetition_penalty: 1.5,
      max_completion_tokens: 9,
      stop: '\n',
      exact: true,
    })
    expect(provider.requests[0]).toMatchObject({
      prompt: {
        form: 'chat',
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'One\nTwo' },
          { role: 'assistant', content: 'Yes' },
          { role: 'user', content: 'Three' },
        ],
        assistantPrefix: '',
      },
      parameters: {
        temperature: 0.5,
        topP: Number.EPSILON,
        topK: 7,
        minP: 0.1,
        repetitionPenalty: 1.5,
        maxTokens: 9,
        stop: ['\n'],
        exact: true,
      },
    })
  })

  it('takes OpenAI’s defaults: temperature 1, as many tokens as the context holds, a seed of its own', async () => {
    await create({ top_k: -1, stop: null, max_tokens: null, user: 'u', store: true, metadata: { a: 'b' } })
    await create({ max_tokens: 1_000_000 })
    const [first, second] = provider.requests
    expect(first?.parameters).toMatchObject({ temperature: 1, topP: 1, topK: null, maxTokens: 512, stop: [] })
    expect(second?.parameters.maxTokens).toBe(512)
    expect(first?.seed).not.toBe(second?.seed)
  })

  it('makes n choices with rising seeds, and counts the prompt once', async () => {
    const { choices, usage } = await create({ n: 3, seed: 2 ** 32 - 2 })
    expect(choices.map(({ index, message }) => [index, message.content])).toEqual([
      [0, 'A fake reply'],
      [1, 'A fake reply'],
      [2, 'A fake reply'],
    ])
    expect(provider.requests.map(({ seed }) => seed)).toEqual([2 ** 32 - 2, 2 ** 32 - 1, 0])
    expect(new Set(provider.requests.map(({ queueKey }) => queueKey)).size).toBe(1)
    expect(usage).toMatchObject({ prompt_tokens: 5, completion_tokens: 9, total_tokens: 14 })
  })

  it('takes any whole number as seed', async () => {
    for (const seed of [-1, 2 ** 40 + 5]) await create({ seed })
    expect(provider.requests.map(({ seed }) => seed)).toEqual([2 ** 32 - 1, 5])
  })

  it('ends with `length` at the limit', async () => {
    const { choices } = await create({ max_tokens: 2 })
    expect(choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'A fake' } })
  })

  it('tells log-probabilities with bytes, and alternatives where they are asked for', async () => {
    const { choices } = await create({ logprobs: true, top_logprobs: 2, max_tokens: 1 })
    const logprob = Math.log(0.5)
    expect(choices[0]?.logprobs).toEqual({
      content: [
        {
          token: 'A',
          logprob,
          bytes: [65],
          top_logprobs: [
            { token: 'A', logprob, bytes: [65] },
            { token: 'A1', logprob: Math.log(0.25), bytes: [65, 49] },
          ],
        },
      ],
      refusal: null,
    })
    const bare = await create({ logprobs: true })
    expect(bare.choices[0]?.logprobs?.content?.map(({ top_logprobs }) => top_logprobs)).toEqual([[], [], []])
  })
})

describe('its stream', () => {
  it('is the role, the text, the end, and nothing else', async () => {
    const chunks = await stream()
    const head = { object: 'chat.completion.chunk', model, system_fingerprint: 'fp_abcdef0123' }
    const chunk = (delta: object, finish_reason: string | null = null) => ({
      ...head,
      id: chunks[0]?.id,
      created: chunks[0]?.created,
      choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    })
    expect(chunks[0]?.id).toMatch(/^chatcmpl-/)
    expect(chunks).toEqual([
      chunk({ role: 'assistant', content: '' }),
      chunk({ content: 'A' }),
      chunk({ content: ' fake' }),
      chunk({ content: ' reply' }),
      chunk({}, 'stop'),
    ])
    for (const one of chunks) expect(() => chatCompletionChunkSchema.parse(one)).not.toThrow()
  })

  it('ends with the usage where it is asked for; the other chunks have null', async () => {
    const chunks = await stream({ stream_options: { include_usage: true } })
    const last = chunks.pop()
    expect(last).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 },
    })
    expect(chunks.map(({ usage }) => usage)).toEqual(chunks.map(() => null))
  })

  it('tells the same text and log-probabilities as the whole answer, for each choice', async () => {
    const request = { n: 2, logprobs: true, top_logprobs: 1 }
    const whole = await create(request)
    const chunks = (await stream(request)).flatMap(({ choices }) => choices)
    for (const { index, message, logprobs, finish_reason } of whole.choices) {
      const own = chunks.filter((choice) => choice.index === index)
      expect(own[0]?.delta.role).toBe('assistant')
      expect(own.map(({ delta }) => delta.content ?? '').join('')).toBe(message.content)
      expect(own.flatMap((choice) => choice.logprobs?.content ?? [])).toEqual(logprobs?.content)
      expect(own.map((choice) => choice.finish_reason).filter(Boolean)).toEqual([finish_reason])
    }
  })

  it('is server-sent events that end with [DONE]', async () => {
    const answer = await fetch(`${current.address}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model, messages, stream: true }),
    })
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    const events = (await answer.text()).split('\n\n')
    expect(events.splice(-2)).toEqual(['data: [DONE]', ''])
    expect(events.every((event) => event.startsWith('data: {"id":"chatcmpl-'))).toBe(true)
  })
})
