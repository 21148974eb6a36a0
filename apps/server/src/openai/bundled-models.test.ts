import { findBundledModels, verifyModel } from '@trialogue/catalogue'
import { createOnnxProvider } from '@trialogue/inference'
import type OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestClient, type TestClient } from '../test-openai-client.ts'

let current: TestClient
beforeAll(async () => {
  const models = await findBundledModels()
  current = await startTestClient(createOnnxProvider({ models, verify: verifyModel }))
})
afterAll(() => current.close())

const complete = (change: Partial<OpenAI.CompletionCreateParamsNonStreaming> & { exact?: boolean } = {}) =>
  current.client.completions.create({
    model: 'wren-base',
    prompt: 'Rosa walked to the',
    max_tokens: 24,
    ...change,
  })

const question = 'Tom has 2 apples and buys 3 more. How many apples does Tom have?'
const chat = (change: Partial<OpenAI.ChatCompletionCreateParamsNonStreaming> = {}) =>
  current.client.chat.completions.create({
    model: 'wren-instruct',
    messages: [{ role: 'user', content: question }],
    max_completion_tokens: 16,
    temperature: 0,
    ...change,
  })

describe('a base model', () => {
  it('continues a text, and ends it at a stop sequence', async () => {
    const free = (await complete({ temperature: 0 })).choices[0]
    expect(free?.finish_reason).toBe('length')
    const stop = free?.text.slice(6, 10) ?? ''
    const cut = (await complete({ temperature: 0, stop: [stop, 'never written'] })).choices[0]
    expect(cut).toMatchObject({ text: free?.text.slice(0, free.text.indexOf(stop)), finish_reason: 'stop' })
  })

  it('writes the same for the same seed, choice by choice', async () => {
    const request = { seed: 7, temperature: 1, exact: true }
    const three = await complete({ ...request, n: 3 })
    const again = await complete({ ...request, n: 3 })
    expect(again.choices).toEqual(three.choices)
    expect(again.system_fingerprint).toBe(three.system_fingerprint)
    expect(new Set(three.choices.map(({ text }) => text)).size).toBe(3)
    const alone = await complete({ ...request, seed: 8 })
    expect(alone.choices[0]?.text).toBe(three.choices[1]?.text)
  })

  it('streams what it answers as a whole', async () => {
    const whole = await complete({ temperature: 0 })
    const chunks: OpenAI.Completion[] = []
    for await (const chunk of await current.client.completions.create({
      ...{ model: 'wren-base', prompt: 'Rosa walked to the', max_tokens: 24, temperature: 0 },
      stream: true,
      stream_options: { include_usage: true },
    }))
      chunks.push(chunk)
    expect(chunks.map(({ choices }) => choices[0]?.text ?? '').join('')).toBe(whole.choices[0]?.text)
    expect(chunks.at(-1)?.usage).toMatchObject({
      prompt_tokens: whole.usage?.prompt_tokens,
      completion_tokens: whole.usage?.completion_tokens,
    })
    // The first word does not wait for the last one; what follows within milliseconds may come together.
    expect(chunks.filter(({ choices }) => choices[0]?.text).length).toBeGreaterThan(1)
  })

  it('scores a prompt as it would have written it', async () => {
    const text = 'Once upon a time Rosa walked to the park with her friend.'
    const { tokens } = await current.engine.inspect('wren-base', { form: 'text', text })
    const { choices, usage } = await complete({ prompt: text, echo: true, logprobs: 1, max_tokens: 0 })
    const scores = choices[0]?.logprobs
    expect(choices[0]).toMatchObject({ text, finish_reason: 'length' })
    expect(usage).toMatchObject({ completion_tokens: 0, prompt_tokens: tokens.length })
    expect(scores?.tokens).toEqual(tokens.map((token) => token.text))
    expect(scores?.token_logprobs?.[0]).toBeNull()
    const offsets = scores?.text_offset ?? []
    expect(
      tokens.slice(1).map((token, index) => text.startsWith(token.text, offsets[index + 1])),
    ).not.toContain(false)
    let compared = 0
    for (const place of [3, 5, 7, 9]) {
      const prompt = tokens.slice(0, place).map(({ id }) => id)
      const next = await complete({ prompt, max_tokens: 1, logprobs: 20 })
      const logprob = next.choices[0]?.logprobs?.top_logprobs?.[0]?.[tokens[place]?.text ?? '']
      // Only the twenty likeliest are told.
      if (logprob === undefined) continue
      compared++
      expect(scores?.token_logprobs?.[place]).toBeCloseTo(logprob, 3)
    }
    expect(compared).toBeGreaterThan(0)
  })

  it('counts what of a prompt was read for an earlier request', async () => {
    const prompt = 'Ben has 4 red balls and 3 blue balls in a box. '.repeat(8)
    const first = await complete({ prompt, max_tokens: 1 })
    const again = await complete({ prompt, max_tokens: 1 })
    const cached = again.usage?.prompt_tokens_details?.cached_tokens ?? 0
    expect(first.usage?.prompt_tokens_details?.cached_tokens).toBeLessThan(cached)
    expect(cached).toBeLessThan(again.usage?.prompt_tokens ?? 0)
  })

  it('reads token ids as they are', async () => {
    const ids = [1, 300, 301]
    const { choices, usage } = await complete({ prompt: ids, echo: true, max_tokens: 1 })
    expect(usage?.prompt_tokens).toBe(3)
    expect(choices[0]?.text.startsWith('<|bos|>')).toBe(true)
    await expect(complete({ prompt: [1, 999_999] })).rejects.toMatchObject({ status: 400 })
  })

  it('does not chat', async () => {
    await expect(chat({ model: 'wren-base' })).rejects.toMatchObject({ status: 400, param: 'model' })
  })
})

describe('an instruction-tuned model', () => {
  it('answers, with the likeliest token first among the alternatives', async () => {
    const { choices, usage } = await chat({ logprobs: true, top_logprobs: 3 })
    const [choice] = choices
    const tokens = choice?.logprobs?.content ?? []
    expect(choice?.message.content).toMatch(/\d/)
    expect(Buffer.from(tokens.flatMap(({ bytes }) => bytes ?? [])).toString()).toBe(choice?.message.content)
    for (const { token, top_logprobs } of tokens) {
      expect(top_logprobs).toHaveLength(3)
      expect(top_logprobs[0]?.token).toBe(token)
    }
    expect(usage?.completion_tokens).toBe(tokens.length)
  })

  it('reads a system message and earlier turns', async () => {
    const short = await chat()
    const long = await chat({
      messages: [
        { role: 'developer', content: 'You are helpful.' },
        { role: 'user', content: [{ type: 'text', text: question }] },
        { role: 'assistant', content: 'The answer is 5.' },
        { role: 'user', content: 'Thank you.' },
      ],
    })
    expect(long.usage?.prompt_tokens).toBeGreaterThan((short.usage?.prompt_tokens ?? 0) + 10)
  })

  it('says how many tokens are too many', async () => {
    const messages = [{ role: 'user' as const, content: 'apples '.repeat(2_000) }]
    await expect(chat({ messages })).rejects.toMatchObject({ status: 400, code: 'context_length_exceeded' })
  })
})
