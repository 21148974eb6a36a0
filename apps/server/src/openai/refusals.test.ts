import { aModel, createFakeProvider, type FakeProvider } from '@trialogue/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'

const capabilities = { ...aModel().capabilities, chat: true }
const models = [aModel(), aModel({ id: 'chat', kind: 'instruct', contextLength: 8, capabilities })]
const messages = [{ role: 'user', content: 'x' }]

let provider: FakeProvider
let current: TestApp
beforeAll(async () => {
  provider = createFakeProvider({ models })
  current = await startTestApp(provider)
})
afterAll(() => current.close())

async function refused(url: string, payload: object) {
  const answer = await current.app.inject({ method: 'POST', url, payload })
  const { error } = answer.json()
  return { status: answer.statusCode, ...error }
}
const chat = (change: object) => refused('/v1/chat/completions', { model: 'chat', messages, ...change })
const text = (change: object) => refused('/v1/completions', { model: 'wren-base', prompt: 'x', ...change })

describe('what would change the answer and cannot be done is refused by name', () => {
  const message = (part: object) => ({ messages: [{ role: 'user', content: [part] }] })

  it.each<[string, object]>([
    ['tools', { tools: [{ type: 'function', function: { name: 'f' } }] }],
    ['tool_choice', { tool_choice: 'required' }],
    ['functions', { functions: [{ name: 'f' }] }],
    ['response_format', { response_format: { type: 'json_schema', json_schema: { name: 's' } } }],
    ['response_format', { response_format: { type: 'json_object' } }],
    ['logit_bias', { logit_bias: { 50256: -100 } }],
    ['frequency_penalty', { frequency_penalty: 0.5 }],
    ['presence_penalty', { presence_penalty: -1 }],
    ['modalities', { modalities: ['text', 'audio'] }],
    ['audio', { audio: { voice: 'alloy', format: 'wav' } }],
    ['reasoning_effort', { reasoning_effort: 'high' }],
    ['web_search_options', { web_search_options: {} }],
    ['messages[0].name', { messages: [{ role: 'user', content: 'x', name: 'Ann' }] }],
    ['messages[0].tool_calls', { messages: [{ role: 'assistant', content: 'x', tool_calls: [{}] }] }],
  ])('%s', async (param, change) => {
    expect(await chat(change)).toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      param,
      code: 'unsupported_parameter',
    })
  })

  it.each<[string, object]>([
    ['messages[0].content[0].type', message({ type: 'image_url', image_url: { url: 'data:' } })],
    ['messages[0].content[0].type', message({ type: 'input_audio', input_audio: {} })],
    ['messages[0].role', { messages: [{ role: 'tool', content: 'x', tool_call_id: 'c' }] }],
    ['n', { n: 129 }],
  ])('%s', async (param, change) => {
    expect(await chat(change)).toMatchObject({ status: 400, param, code: 'invalid_value' })
  })

  it('names a kind of part that it cannot read', async () => {
    const error = await chat(message({ type: 'image_url', image_url: { url: 'data:' } }))
    expect(error.message).toContain('not a part of the type "image_url"')
  })

  it('takes the same fields where they ask for nothing', async () => {
    const harmless = {
      ...{ tools: [], tool_choice: 'none', response_format: { type: 'text' }, modalities: ['text'] },
      ...{ logit_bias: {}, frequency_penalty: 0, presence_penalty: null, reasoning_effort: null },
      ...{ user: 'u', store: true, metadata: {}, service_tier: 'auto', parallel_tool_calls: true },
      ...{ stream: false, stream_options: null, seed: null, n: null, logprobs: false },
    }
    expect((await chat(harmless)).status).toBe(200)
    expect((await text({ best_of: 2, n: 2, suffix: '', logit_bias: null })).status).toBe(200)
  })
})

describe('what was sent wrongly is named', () => {
  it.each<[string, object, string]>([
    ['temprature', { temprature: 1 }, 'unknown_parameter'],
    ['stream_options.usage', { stream: true, stream_options: { usage: true } }, 'unknown_parameter'],
    ['messages[0].text', { messages: [{ role: 'user', content: 'x', text: 'x' }] }, 'unknown_parameter'],
    ['messages', { messages: undefined }, 'missing_required_parameter'],
    ['messages[0].content', { messages: [{ role: 'user' }] }, 'missing_required_parameter'],
    ['messages', { messages: [] }, 'invalid_value'],
    ['messages[0].content', { messages: [{ role: 'user', content: 5 }] }, 'invalid_value'],
    ['temperature', { temperature: 2.5 }, 'invalid_value'],
    ['top_p', { top_p: '1' }, 'invalid_value'],
    ['seed', { seed: 1.5 }, 'invalid_value'],
    ['stop', { stop: Array.from('abcdefghi') }, 'invalid_value'],
    ['stop', { stop: '' }, 'invalid_value'],
    ['max_tokens', { max_tokens: 0 }, 'invalid_value'],
    ['max_tokens', { max_tokens: 3, max_completion_tokens: 4 }, 'invalid_value'],
    ['top_logprobs', { top_logprobs: 2 }, 'invalid_value'],
    ['top_logprobs', { logprobs: true, top_logprobs: 21 }, 'invalid_value'],
    ['stream_options', { stream_options: { include_usage: true } }, 'invalid_value'],
    ['continue_final_message', { continue_final_message: true }, 'invalid_value'],
    [
      'continue_final_message',
      { messages: [{ role: 'assistant', content: 'So' }], continue_final_message: true },
      'invalid_value',
    ],
    ['add_generation_prompt', { add_generation_prompt: false }, 'invalid_value'],
  ])('chat: %s', async (param, change, code) => {
    expect(await chat(change)).toMatchObject({ status: 400, param, code, type: 'invalid_request_error' })
  })

  it.each<[string, object, string]>([
    ['prompt', { prompt: undefined }, 'missing_required_parameter'],
    ['prompt', { prompt: { text: 'x' } }, 'invalid_value'],
    ['prompt', { prompt: [] }, 'invalid_value'],
    ['prompt[1]', { prompt: [1, 2.5] }, 'invalid_value'],
    ['best_of', { best_of: 3 }, 'invalid_value'],
    ['n', { prompt: ['a', 'b'], n: 65 }, 'invalid_value'],
    ['suffix', { suffix: 'after' }, 'unsupported_parameter'],
    ['logprobs', { logprobs: true }, 'invalid_value'],
    ['messages', { messages }, 'unknown_parameter'],
  ])('completions: %s', async (param, change, code) => {
    expect(await text(change)).toMatchObject({ status: 400, param, code })
  })

  it('says to use completions for chat with a base model', async () => {
    const error = await chat({ model: 'wren-base' })
    expect(error).toMatchObject({ status: 400, param: 'model', code: 'unsupported_model' })
    expect(error.message).toContain('/v1/completions')
  })

  it('is 404 for a model that is not there, and 400 for a prompt that is too long', async () => {
    expect(await chat({ model: 'gpt-4o' })).toMatchObject({
      status: 404,
      param: 'model',
      code: 'model_not_found',
    })
    const long = [{ role: 'user', content: 'one two three four five six seven' }]
    for (const stream of [false, true]) {
      const error = await chat({ messages: long, stream })
      expect(error).toMatchObject({ status: 400, code: 'context_length_exceeded' })
    }
  })

  it('is 400 where the body is no JSON or no object', async () => {
    const headers = { 'content-type': 'application/json' }
    for (const payload of ['{', '[]', '"x"']) {
      const answer = await current.app.inject({ method: 'POST', url: '/v1/completions', headers, payload })
      expect([payload, answer.statusCode, answer.json().error.type]).toEqual([
        payload,
        400,
        'invalid_request_error',
      ])
    }
  })
})
