import { textCompletionChunkSchema, textCompletionSchema } from '@trialogue/contract'
import { aModel, createFakeProvider, type FakeProvider } from '@trialogue/testing'
import type OpenAI from 'openai'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestClient, type TestClient } from '../test-openai-client.ts'

const model = 'wren-base'

let provider: FakeProvider
let current: TestClient
beforeEach(async () => {
  provider = createFakeProvider({ models: [aModel()], concurrency: 4 })
  current = await startTestClient(provider)
})
afterEach(() => current.close())

type Create = OpenAI.CompletionCreateParamsNonStreaming
const create = (change: object = {}) =>
  current.client.completions.create({ model, prompt: 'Say it.', ...change } as Create)

async function stream(change: object = {}): Promise<OpenAI.Completion[]> {
  const chunks = []
  const params = { model, prompt: 'Say it.', stream: true as const, ...change }
  for await (const chunk of await current.client.completions.create(params)) chunks.push(chunk)
  return chunks
}

describe('POST /v1/completions', () => {
  it('answers with exactly OpenAI’s shape', async () => {
    expect(textCompletionSchema.parse(await create())).toEqual({
      id: expect.stringMatching(/^cmpl-[0-9a-f]{32}$/),
      object: 'text_completion',
      created: expect.any(Number),
      model,
      choices: [{ index: 0, text: 'A fake reply', logprobs: null, finish_reason: 'stop' }],
      usage: {
        prompt_tokens: 2,
        completion_tokens: 3,
        total_tokens: 5,
        prompt_tokens_details: { cached_tokens: 0 },
      },
    })
    expect(provider.requests[0]).toMatchObject({
      prompt: { form: 'text', text: 'Say it.' },
      parameters: { maxTokens: 16, temperature: 1 },
      topLogprobs: null,
      promptLogprobs: false,
    })
  })

  it('takes several prompts and n of each, in order', async () => {
    const { choices, usage } = await create({ prompt: ['one', 'one two'], n: 2, seed: 5, echo: true })
    expect(choices.map(({ index, text }) => [index, text])).toEqual([
      [0, 'oneA fake reply'],
      [1, 'oneA fake reply'],
      [2, 'one twoA fake reply'],
      [3, 'one twoA fake reply'],
    ])
    expect(provider.requests.map(({ seed }) => seed)).toEqual([5, 6, 5, 6])
    expect(usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 12 })
  })

  it('takes token ids, one list or several', async () => {
    const { choices } = await create({ prompt: [1, 2, 3], echo: true })
    expect(choices[0]?.text).toBe(' t1 t2 t3A fake reply')
    await create({ prompt: [[1], [2, 3]] })
    expect(provider.requests.map(({ prompt }) => prompt)).toEqual([
      { form: 'tokens', tokenIds: [1, 2, 3] },
      { form: 'tokens', tokenIds: [1] },
      { form: 'tokens', tokenIds: [2, 3] },
    ])
  })

  it('tells log-probabilities in four lists, and where each token begins', async () => {
    const { choices } = await create({ logprobs: 2 })
    const half = Math.log(0.5)
    expect(choices[0]?.logprobs).toEqual({
      tokens: ['A', ' fake', ' reply'],
      token_logprobs: [half, half, half],
      top_logprobs: ['A', ' fake', ' reply'].map((token) => ({
        [token]: half,
        [`${token}1`]: Math.log(0.25),
      })),
      text_offset: [0, 1, 6],
    })
    const none = await create({ logprobs: 0 })
    expect(none.choices[0]?.logprobs?.top_logprobs?.[0]).toEqual({ A: half })
  })

  it('scores an echoed prompt, whose first token has nothing before it', async () => {
    const { choices, usage } = await create({ echo: true, logprobs: 0, max_tokens: 1 })
    const half = Math.log(0.5)
    expect(choices[0]).toMatchObject({ text: 'Say it.A', finish_reason: 'length' })
    expect(choices[0]?.logprobs).toEqual({
      tokens: ['Say', ' it.', 'A'],
      token_logprobs: [null, half, half],
      top_logprobs: [null, { ' it.': half }, { A: half }],
      text_offset: [0, 3, 7],
    })
    expect(usage).toMatchObject({ prompt_tokens: 2, completion_tokens: 1 })
  })

  it('scores the prompt alone with max_tokens 0', async () => {
    const { choices, usage } = await create({ echo: true, logprobs: 0, max_tokens: 0 })
    expect(choices[0]).toMatchObject({ text: 'Say it.', finish_reason: 'length' })
    expect(choices[0]?.logprobs?.tokens).toEqual(['Say', ' it.'])
    expect(usage).toMatchObject({ prompt_tokens: 2, completion_tokens: 0, total_tokens: 2 })
  })
})

describe('its stream', () => {
  it('is the echo, the text, the end and the usage, joined as the whole answer', async () => {
    const request = { echo: true, logprobs: 1, n: 2, seed: 1 }
    const whole = await create(request)
    const chunks = await stream({ ...request, stream_options: { include_usage: true } })
    for (const chunk of chunks) expect(() => textCompletionChunkSchema.parse(chunk)).not.toThrow()
    const last = chunks.pop()
    expect(last).toMatchObject({ choices: [], usage: whole.usage })
    const parts = chunks.flatMap(({ choices }) => choices)
    for (const { index, text, logprobs, finish_reason } of whole.choices) {
      const own = parts.filter((choice) => choice.index === index)
      expect(own[0]?.text).toBe('Say it.')
      expect(own.map((choice) => choice.text).join('')).toBe(text)
      expect(own.at(-1)).toEqual({ index, text: '', logprobs: null, finish_reason })
      expect(own.flatMap((choice) => choice.logprobs?.text_offset ?? [])).toEqual(logprobs?.text_offset)
    }
    expect(chunks.every(({ usage }) => usage === null)).toBe(true)
  })
})
