import type { EndpointCheckId, EndpointModel } from '@trialogue/contract'
import { afterEach, describe, expect, it } from 'vitest'
import type { EndpointConnection } from './endpoint-connection.ts'
import { createEndpoints } from './endpoints.ts'
import {
  type Exchange,
  type ReceivedRequest,
  type ReplayServer,
  readExchanges,
  startReplayServer,
} from './replay-server.ts'

let server: ReplayServer
afterEach(() => server.close())

type Recorded = Readonly<Record<string, Exchange>>
type Answer = (request: ReceivedRequest) => Exchange

const missing: Exchange = {
  status: 404,
  body: { error: { message: 'Not Found', type: 'invalid_request_error' } },
}

/** Tests a server that answers like this; what it found, by the id of the check. */
async function examine(
  answer: Answer,
  change: Partial<EndpointConnection> = {},
  modelName: string | null = null,
) {
  server = await startReplayServer(answer)
  const connection: EndpointConnection = {
    ...{
      name: 'there',
      api: 'openai',
      urls: [server.url],
      key: 'key-1234',
      allowsPrivate: true,
      concurrency: 2,
    },
    models: [],
    ...change,
  }
  const endpoints = createEndpoints({ connections: async () => [connection] })
  const { models, test } = await endpoints.test(connection, modelName, new AbortController().signal)
  await endpoints.dispose()
  const outcomes = Object.fromEntries(test.checks.map(({ id, outcome }) => [id, outcome]))
  const detail = (id: EndpointCheckId) => test.checks.find((check) => check.id === id)?.detail
  const model = models.find(({ name }) => name === test.modelName)
  return { models, test, outcomes, detail, model }
}

const exchange = (recorded: Recorded, name: string): Exchange => recorded[name] ?? missing
const say = (content: string): Exchange => {
  const choices = [
    { index: 0, message: { role: 'assistant', content }, text: content, finish_reason: 'stop' },
  ]
  return { body: { choices, usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } } }
}
const isNonsense = (value: unknown) => typeof value === 'object' && value !== null && 'no' in value

describe('a server like vLLM', () => {
  const vllm = readExchanges('vllm')
  const known = ['top_k', 'min_p', 'repetition_penalty', 'continue_final_message']
  const refused: Exchange = {
    status: 400,
    body: { error: { message: 'Input should be a number', code: 400 } },
  }
  const chat = (body: ReceivedRequest['body']): Exchange => {
    const kwargs = body['chat_template_kwargs'] as { enable_thinking?: boolean } | undefined
    if (kwargs?.enable_thinking === true) return exchange(vllm, 'thinking')
    if ('prompt_logprobs' in body) return exchange(vllm, 'promptLogprobs')
    if (body['return_token_ids'] === true) {
      return { body: { choices: [{ message: { content: 'a' }, finish_reason: 'stop', token_ids: [1] }] } }
    }
    return body['stream'] === true ? exchange(vllm, 'chat') : say('G')
  }
  const answer: Answer = ({ path, body }) => {
    if (path === '/v1/models') return exchange(vllm, 'models')
    if (known.some((field) => isNonsense(body[field]))) return refused
    if (path === '/v1/chat/completions') return chat(body)
    if (path !== '/v1/completions') return missing
    return 'prompt_logprobs' in body ? exchange(vllm, 'promptLogprobs') : exchange(vllm, 'completion')
  }

  it('is found to do nearly everything', async () => {
    const { outcomes, model, test } = await examine(answer)
    expect(test.modelName).toBe('Qwen/Qwen3-0.6B')
    expect(outcomes).toEqual({
      ...{ reach: 'works', models: 'works', chat: 'works', completion: 'works', streaming: 'works' },
      ...{ usage: 'works', stop: 'works', seed: 'works', logprobs: 'works', reasoning: 'works' },
      ...{ 'prompt-logprobs': 'works', sampling: 'works' },
    })
    expect(model).toMatchObject({
      ...{ kind: 'instruct', contextLength: 40_960, isEnabled: true },
      capabilities: { chat: true, completion: true, logprobs: true, assistantPrefix: true, thinking: true },
      dialect: {
        prefixForm: 'flags',
        thinkingSwitch: 'template',
        hasTokenIds: true,
        maxTokensField: 'max_tokens',
      },
    })
    expect(model?.capabilities?.unsupported).toEqual(['exact'])
  })

  it('has a base model where there is no chat template', async () => {
    const { outcomes, detail, model } = await examine((request) =>
      request.path === '/v1/chat/completions' ? exchange(vllm, 'noTemplate') : answer(request),
    )
    expect(outcomes).toMatchObject({ chat: 'absent', completion: 'works', 'prompt-logprobs': 'works' })
    expect(detail('chat')).toContain('chat template')
    expect(outcomes).not.toHaveProperty('reasoning')
    expect(model).toMatchObject({
      kind: 'base',
      capabilities: { chat: false, completion: true, promptLogprobs: true },
    })
    expect(model?.dialect?.promptLogprobsForm).toBe('prompt_logprobs')
  })
})

describe('a cloud like OpenAI', () => {
  const openai = readExchanges('openai')
  let draws = 0
  const answer: Answer = ({ path, body }) => {
    if (path === '/v1/models') return exchange(openai, 'models')
    if (path === '/v1/completions') return exchange(openai, 'notCompletion')
    if (path !== '/v1/chat/completions') return missing
    if ('max_tokens' in body) return exchange(openai, 'maxTokens')
    if ('temperature' in body) return exchange(openai, 'temperature')
    const extra = [
      'top_k',
      'min_p',
      'repetition_penalty',
      'repeat_penalty',
      'chat_template_kwargs',
      'return_token_ids',
    ]
    if (extra.some((field) => field in body)) return exchange(openai, 'unknownField')
    draws += 1
    if (JSON.stringify(body).includes('bird')) return say(`Bird ${draws}`)
    return body['stream'] === true ? exchange(openai, 'chat') : say('H')
  }

  it('is asked by the names that it wants, and what it refuses is left out', async () => {
    const { outcomes, model, models } = await examine(answer, {}, 'o4-mini')
    expect(outcomes).toMatchObject({
      ...{ chat: 'works', completion: 'absent', streaming: 'works', usage: 'works', seed: 'absent' },
      ...{ logprobs: 'works', 'prompt-logprobs': 'absent', reasoning: 'absent', sampling: 'absent' },
    })
    expect(model?.dialect).toMatchObject({
      maxTokensField: 'max_completion_tokens',
      promptLogprobsForm: null,
    })
    expect(model?.capabilities?.unsupported.toSorted()).toEqual(
      ['exact', 'minP', 'repetitionPenalty', 'seed', 'temperature', 'topK'].toSorted(),
    )
    // The other one is listed, and was not tested.
    expect(models.find(({ name }) => name === 'gpt-4.1-mini')).toMatchObject({
      kind: 'dialog',
      capabilities: null,
    })
  })

  it('keeps what people decided about its models', async () => {
    const saved: EndpointModel = {
      ...{
        name: 'o4-mini',
        kind: 'base',
        contextLength: 200_000,
        capabilities: null,
        dialect: null,
        isEnabled: false,
      },
      price: { inputPerMillion: 1.1, outputPerMillion: 4.4, currency: 'USD' },
    }
    const { model } = await examine(answer, { models: [saved] }, 'o4-mini')
    const { kind, contextLength, isEnabled, price } = saved
    expect(model).toMatchObject({ kind, contextLength, isEnabled, price, capabilities: { chat: true } })
  })

  it('says when the key is wrong, and looks no further', async () => {
    const { outcomes, detail, models } = await examine(() => exchange(openai, 'wrongKey'))
    expect(outcomes).toEqual({ reach: 'failed' })
    expect(detail('reach')).toContain('does not accept the key')
    expect(models).toEqual([])
  })
})

it('finds out that Ollama passes over fields, and how much its models read', async () => {
  const ollama = readExchanges('ollama')
  const { outcomes, model, detail } = await examine(({ path, body }) => {
    if (path === '/v1/models') return exchange(ollama, 'models')
    if (path === '/api/show') return exchange(ollama, 'show')
    if (path !== '/v1/chat/completions') return missing
    if (body['reasoning_effort'] === 'medium') return exchange(ollama, 'thinking')
    return body['stream'] === true ? exchange(ollama, 'chat') : say('H')
  })
  expect(outcomes).toMatchObject({
    ...{ chat: 'works', completion: 'absent', logprobs: 'absent', reasoning: 'works', sampling: 'absent' },
  })
  expect(detail('completion')).toContain('Ollama')
  expect(model).toMatchObject({
    ...{ kind: 'instruct', contextLength: 40_960 },
    capabilities: { assistantPrefix: true, thinking: true },
    dialect: { prefixForm: 'message', thinkingSwitch: 'effort' },
  })
})

it('finds out what a llama.cpp server has room for', async () => {
  const llamaCpp = readExchanges('llama-cpp')
  const { model } = await examine(({ path, body }) => {
    if (path === '/v1/models') return exchange(llamaCpp, 'models')
    if (path === '/props') return exchange(llamaCpp, 'props')
    if (path !== '/v1/chat/completions') return missing
    if (['top_k', 'min_p', 'repeat_penalty'].some((field) => isNonsense(body[field])))
      return { ...missing, status: 500 }
    return body['stream'] === true ? exchange(llamaCpp, 'chat') : say('好')
  })
  expect(model).toMatchObject({ contextLength: 4_096, dialect: { repetitionField: 'repeat_penalty' } })
  expect(model?.capabilities).toMatchObject({ logprobs: true, assistantPrefix: true, unsupported: ['exact'] })
})

it.each([
  ['anthropic', 'claude-sonnet-4-5-20250929', { seed: 'absent', logprobs: 'absent', reasoning: 'works' }],
  ['gemini', 'gemini-2.5-flash', { seed: 'works', logprobs: 'works', reasoning: 'works' }],
] as const)('tests a server of the API of %s', async (api, name, outcomes) => {
  const recorded = readExchanges(api)
  const found = await examine(
    ({ path, body }) => {
      if (path.startsWith('/v1/models?')) return exchange(recorded, 'models')
      const thinks = 'thinking' in body || JSON.stringify(body).includes('includeThoughts')
      return exchange(recorded, thinks ? 'thinking' : 'chat')
    },
    { api },
  )
  expect(found.outcomes).toMatchObject({
    reach: 'works',
    chat: 'works',
    completion: 'absent',
    usage: 'works',
    ...outcomes,
  })
  expect(found.models.map((model) => model.name)).toEqual([name])
  expect(found.model).toMatchObject({
    kind: 'dialog',
    capabilities: { chat: true, completion: false, thinking: true },
  })
})

it('says what it cannot reach', async () => {
  const gone = await startReplayServer(() => missing)
  await gone.close()
  const { outcomes, detail } = await examine(() => missing, { urls: [gone.url] })
  expect(outcomes).toEqual({ reach: 'failed' })
  expect(detail('reach')).toContain('Nothing answers there')
})
