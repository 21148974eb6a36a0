import { defaultParameters, type EndpointApi, type ModelPrompt } from '@trialogue/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { defaultDialect } from './default-dialect.ts'
import { aChat, anEndpointModel, generate, openEndpoints, outcomeOf } from './exchange-fixture.ts'
import { type ReplayedAnswer, type ReplayServer, readExchanges, startReplayServer } from './replay-server.ts'

let server: ReplayServer
let endpoints: ReturnType<typeof openEndpoints>

afterEach(async () => {
  await endpoints.dispose()
  await server.close()
})

async function replay(
  api: EndpointApi,
  answer: ReplayedAnswer | undefined,
  request: Parameters<typeof generate>[1] = {},
  model = anEndpointModel(),
) {
  if (answer === undefined) throw new Error('There is no such exchange.')
  server = await startReplayServer(() => answer)
  endpoints = openEndpoints({ api, urls: [server.url], key: 'key-1234', models: [model] })
  return outcomeOf(generate(endpoints, request))
}

const [vllm, ollama, llamaCpp, openai, anthropic, gemini] = (
  ['vllm', 'ollama', 'llama-cpp', 'openai', 'anthropic', 'gemini'] as const
).map(readExchanges) as [Recorded, Recorded, Recorded, Recorded, Recorded, Recorded]
type Recorded = ReturnType<typeof readExchanges>

const streams = [
  { name: 'vLLM', api: 'openai', answer: vllm['chat'], text: 'Grüß dich 👋', usage: [12, 5, 8] },
  { name: 'Ollama', api: 'openai', answer: ollama['chat'], text: 'Hello!', usage: [11, 4, 0] },
  { name: 'llama.cpp', api: 'openai', answer: llamaCpp['chat'], text: '你好', usage: [10, 3, 0] },
  {
    name: 'older llama.cpp',
    api: 'openai',
    answer: llamaCpp['usageWithTheEnd'],
    text: '?',
    usage: [14, 2, 0],
  },
  { name: 'OpenAI', api: 'openai', answer: openai['chat'], text: 'Hi!', usage: [8, 2, 0] },
  { name: 'Anthropic', api: 'anthropic', answer: anthropic['chat'], text: 'Hello!', usage: [25, 15, 4] },
  { name: 'Gemini', api: 'gemini', answer: gemini['chat'], text: 'Hello!', usage: [7, 2, 0] },
] as const

describe('what servers stream', () => {
  const cuts: Partial<ReplayedAnswer>[] = [
    {},
    { chunkBytes: 1 },
    { chunkBytes: 7, lineBreak: '\r\n' },
    { chunkBytes: 1, lineBreak: '\r\n' },
  ]
  it.each(streams)('reads $name, however its bytes are cut', async ({ api, answer, text, usage }) => {
    const [promptTokens, completionTokens, cachedTokens] = usage
    for (const cut of cuts) {
      const outcome = await replay(api, { ...answer, body: answer?.body ?? [], ...cut })
      expect(outcome.text).toBe(text)
      expect(outcome.finished).toMatchObject({ finishReason: 'stop', modelSha256: null, tokenIds: null })
      expect(outcome.finished?.usage).toEqual({ promptTokens, completionTokens, cachedTokens })
      expect(outcome.inputs).toHaveLength(1)
      await endpoints.dispose()
      await server.close()
    }
  })

  it.each(streams)('tells a stream of $name that was cut from one that ended', async ({ api, answer }) => {
    const body = Array.isArray(answer?.body) ? answer.body : []
    const end = body.findIndex((line) => /"(?:finish_reason|stop_reason|finishReason)":"/.test(line))
    const told = replay(api, { ...answer, body, after: { lines: end, end: 'cut' } })
    await expect(told).rejects.toMatchObject({
      code: expect.stringMatching(/UPSTREAM_(?:INVALID|UNREACHABLE)/),
    })
  })

  it('takes events of several lines, comments, and an end without a blank line', async () => {
    const body = [
      ': ping',
      'event: message',
      'data: {"choices":[{"index":0,',
      'data: "delta":{"content":"a"},',
      'data: "finish_reason":null}]}',
      '',
      ':',
      'data:{"choices":[{"delta":{},"finish_reason":"length"}]}',
      '',
      'data: [DONE]',
    ]
    const { text, finished } = await replay('openai', { body })
    expect(text).toBe('a')
    expect(finished?.finishReason).toBe('length')
  })

  it('counts by itself where no usage comes, and says so', async () => {
    const body = [...'abc'].flatMap((content) => [
      `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: null }] })}`,
      '',
    ])
    const end = ['data: {"choices":[{"delta":{},"finish_reason":"stop"}]}', '', 'data: [DONE]', '']
    const { finished, texts } = await replay('openai', { body: [...body, ...end] })
    expect(finished?.usage).toMatchObject({ completionTokens: 3, isEstimated: true })
    expect(texts.map(({ completionTokens }) => completionTokens)).toEqual([1, 2, 3])
  })

  it('takes a whole answer from a server that does not stream', async () => {
    const { text, finished } = await replay('openai', {
      body: {
        object: 'chat.completion',
        choices: [
          { index: 0, message: { role: 'assistant', content: 'All at once' }, finish_reason: 'stop' },
        ],
        usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
      },
    })
    expect(text).toBe('All at once')
    expect(finished?.usage).toEqual({ promptTokens: 3, completionTokens: 4, cachedTokens: 0 })
  })

  it.each([
    ['openai', vllm['thinking'], '<think>\n2 and 3.\n</think>\n\nThe answer is 5.'],
    ['openai', ollama['thinking'], '<think>\nEasy.\n</think>\n\n5'],
    ['openai', llamaCpp['thinking'], '<think>\nHm.\n</think>\n\n5'],
    ['anthropic', anthropic['thinking'], '<think>\n17 + 28 is 45.\n</think>\n\n45'],
    ['gemini', gemini['thinking'], '<think>\nAdding.\n</think>\n\n45'],
  ] as const)('puts thoughts that come apart where models write them (%s)', async (api, answer, text) => {
    expect((await replay(api, answer)).text).toBe(text)
  })
})

describe('probabilities', () => {
  it('reads those of a chat, with the bytes of split characters and the ids where they are told', async () => {
    const { logprobs, texts } = await replay('openai', llamaCpp['chat'], { topLogprobs: 2 })
    expect(logprobs.map(({ id, text, logprob }) => [id, text, logprob])).toEqual([
      [101, '<0xE4><0xBD>', -0.5],
      [102, '<0xA0>', -0.125],
      [103, '好', -0.25],
    ])
    expect(logprobs[0]?.alternatives).toEqual([
      { id: 101, text: '<0xE4><0xBD>', logprob: -0.5 },
      { id: 7, text: 'Hi', logprob: -1.5 },
    ])
    expect(texts[0]).toMatchObject({ text: '你' })
    expect(server.requests[0]?.body).toMatchObject({ logprobs: true, top_logprobs: 2 })
  })

  it('reads those of a completion', async () => {
    const prompt: ModelPrompt = { form: 'text', text: '1, 2, 3,' }
    const { logprobs, text, finished, inputs } = await replay('openai', vllm['completion'], {
      prompt,
      topLogprobs: 2,
    })
    expect(text).toBe(' 4, 5')
    expect(finished?.finishReason).toBe('length')
    expect(inputs[0]).toMatchObject({ modelInput: '1, 2, 3,', tokenIdsSha256: null })
    expect(logprobs.map(({ id, text: token, logprob }) => [id, token, logprob])).toEqual([
      [null, ' 4', -0.125],
      [null, ',', -0.25],
      [null, ' 5', -0.5],
    ])
    expect(logprobs[1]?.alternatives.map(({ text: token }) => token)).toEqual([',', '.'])
    expect(server.requests[0]?.path).toBe('/v1/completions')
    expect(server.requests[0]?.body).toMatchObject({ prompt: '1, 2, 3,', logprobs: 2 })
  })

  it("reads Gemini's", async () => {
    const { logprobs } = await replay('gemini', gemini['chat'], { topLogprobs: 2 })
    expect(logprobs.map(({ id, text, alternatives }) => [id, text, alternatives.length])).toEqual([
      [4521, 'Hello', 2],
      [9, '!', 1],
    ])
  })

  it('tells ids and the hash of the input where the server does', async () => {
    const model = anEndpointModel({ dialect: { ...defaultDialect, hasTokenIds: true } })
    const { inputs, finished } = await replay('openai', vllm['ids'], {}, model)
    expect(finished?.tokenIds).toEqual([13048, 1052])
    expect(inputs[0]?.promptTokens).toBe(3)
    expect(inputs[0]?.tokenIdsSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(server.requests[0]?.body).toMatchObject({ return_token_ids: true })
  })

  it('reads how likely a prompt was', async () => {
    const model = anEndpointModel({ dialect: { ...defaultDialect, promptLogprobsForm: 'prompt_logprobs' } })
    const prompt: ModelPrompt = { form: 'text', text: '3, ' }
    const { inputs } = await replay('openai', vllm['promptLogprobs'], { prompt, promptLogprobs: true }, model)
    expect(inputs[0]?.promptTokens).toBe(3)
    expect(inputs[0]?.promptLogprobs?.map(({ id, logprob }) => [id, logprob])).toEqual([
      [null, null],
      [28, -1.5],
      [216, -0.5],
    ])
    expect(server.requests[0]?.body).toMatchObject({ prompt_logprobs: 0, stream: false })
  })
})

describe('what is sent', () => {
  const parameters = {
    ...defaultParameters,
    temperature: 0.5,
    topP: 0.9,
    maxTokens: 50,
    stop: ['\n', 'x', 'y', 'z', '!'],
  }

  it('says everything that a server has defaults for, and shows the messages as they are sent', async () => {
    const { inputs } = await replay('openai', ollama['chat'], { parameters, seed: 42 })
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer key-1234',
      'accept-encoding': 'identity',
    })
    expect(server.requests[0]?.body).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }],
      max_tokens: 50,
      temperature: 0.5,
      top_p: 0.9,
      seed: 42,
      top_k: -1,
      min_p: 0,
      repetition_penalty: 1,
      stop: ['\n', 'x', 'y', 'z'],
      stream: true,
      stream_options: { include_usage: true },
    })
    expect(JSON.parse(inputs[0]?.modelInput ?? '')).toEqual([{ role: 'user', content: 'Hi' }])
  })

  it('looks itself for the stop sequences that are too many for the server', async () => {
    const { text, finished } = await replay('openai', ollama['chat'], { parameters })
    expect(text).toBe('Hello')
    expect(finished?.finishReason).toBe('stop')
  })

  it('leaves out what the model does not take, and uses its names', async () => {
    const { capabilities } = anEndpointModel()
    const model = anEndpointModel({
      capabilities: capabilities && {
        ...capabilities,
        unsupported: ['temperature', 'topK', 'minP', 'seed', 'exact'],
      },
      dialect: {
        ...defaultDialect,
        ...{ maxTokensField: 'max_completion_tokens', repetitionField: 'repeat_penalty', hasStop: false },
        hasStreamUsage: false,
      },
    })
    await replay('openai', ollama['chat'], { parameters }, model)
    expect(Object.keys(server.requests[0]?.body ?? {}).toSorted()).toEqual(
      ['max_completion_tokens', 'messages', 'model', 'repeat_penalty', 'stream', 'top_p'].toSorted(),
    )
  })

  it('begins an answer, and switches thinking, as the server wants it', async () => {
    const prompt: ModelPrompt = { ...aChat, assistantPrefix: 'Sure', thinking: false } as ModelPrompt
    const dialect = { ...defaultDialect, prefixForm: 'flags' as const, thinkingSwitch: 'template' as const }
    await replay('openai', vllm['chat'], { prompt }, anEndpointModel({ dialect }))
    expect(server.requests[0]?.body).toMatchObject({
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Sure' },
      ],
      add_generation_prompt: false,
      continue_final_message: true,
      chat_template_kwargs: { enable_thinking: false },
    })
  })

  const conversation: ModelPrompt = {
    form: 'chat',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Yes?' },
      { role: 'user', content: 'Bye' },
    ],
    assistantPrefix: '',
  }

  it("speaks Anthropic's API", async () => {
    await replay('anthropic', anthropic['chat'], {
      prompt: conversation,
      parameters: { ...parameters, topP: 1 },
    })
    expect(server.requests[0]).toMatchObject({
      path: '/v1/messages',
      headers: { 'x-api-key': 'key-1234', 'anthropic-version': '2023-06-01' },
      body: {
        ...{ model: 'm', system: 'Be brief.', max_tokens: 50, temperature: 0.5, stream: true },
        messages: conversation.form === 'chat' ? conversation.messages.slice(1) : [],
        stop_sequences: ['x', 'y', 'z', '!'],
      },
    })
    expect(server.requests[0]?.body).not.toHaveProperty('top_p')
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization')
  })

  it("speaks Gemini's API", async () => {
    await replay('gemini', gemini['chat'], { prompt: conversation, parameters, seed: 4_294_967_295 })
    expect(server.requests[0]).toMatchObject({
      path: '/v1/models/m:streamGenerateContent?alt=sse',
      headers: { 'x-goog-api-key': 'key-1234' },
      body: {
        systemInstruction: { parts: [{ text: 'Be brief.' }] },
        contents: [
          { role: 'user', parts: [{ text: 'Hi' }] },
          { role: 'model', parts: [{ text: 'Yes?' }] },
          { role: 'user', parts: [{ text: 'Bye' }] },
        ],
        generationConfig: { temperature: 0.5, topP: 0.9, maxOutputTokens: 50, seed: -1 },
      },
    })
  })
})

describe('what servers refuse', () => {
  it.each([
    ['openai', openai['wrongKey'], 'UPSTREAM_AUTH'],
    ['anthropic', anthropic['wrongKey'], 'UPSTREAM_AUTH'],
    ['gemini', gemini['wrongKey'], 'UPSTREAM_AUTH'],
    ['openai', openai['tooLong'], 'CONTEXT_LENGTH_EXCEEDED'],
    ['openai', vllm['tooLong'], 'CONTEXT_LENGTH_EXCEEDED'],
    ['openai', llamaCpp['tooLong'], 'CONTEXT_LENGTH_EXCEEDED'],
    ['openai', ollama['missing'], 'UPSTREAM_REFUSED'],
    ['openai', vllm['noTemplate'], 'UPSTREAM_REFUSED'],
    ['openai', openai['unknownField'], 'UPSTREAM_REFUSED'],
    ['openai', openai['filtered'], 'UPSTREAM_REFUSED'],
    ['gemini', gemini['blocked'], 'UPSTREAM_REFUSED'],
    ['openai', ollama['failsLater'], 'UPSTREAM_REFUSED'],
    ['openai', vllm['failsLater'], 'UPSTREAM_REFUSED'],
    ['anthropic', anthropic['failsLater'], 'UPSTREAM_UNREACHABLE'],
  ] as const)('says what it means (%s %#)', async (api, answer, code) => {
    await expect(replay(api, answer)).rejects.toMatchObject({ code })
    expect(server.requests).toHaveLength(1)
  })

  it('quotes the server, but never the key', async () => {
    const body = JSON.parse(JSON.stringify(openai['wrongKey']?.body).replace('KEY', 'key-1234'))
    const failure = await replay('openai', { status: 401, body }).catch((thrown: unknown) => thrown)
    expect(failure).toMatchObject({ message: expect.stringContaining('Incorrect API key provided: •••') })
    expect(String(failure)).not.toContain('key-1234')
  })

  it('ends the request at once when it is cancelled, and tells what had come', async () => {
    server = await startReplayServer(() => ({
      body: ollama['chat']?.body ?? [],
      after: { lines: 4, end: 'hang' },
    }))
    endpoints = openEndpoints({ urls: [server.url] })
    const controller = new AbortController()
    let finished = null
    for await (const event of generate(endpoints, {}, controller.signal)) {
      if (event.type === 'text' && event.completionTokens === 2) controller.abort()
      if (event.type === 'finished') finished = event
    }
    await server.left
    expect(finished).toMatchObject({
      finishReason: 'cancelled',
      usage: { completionTokens: 2, isEstimated: true },
    })
  })

  it('ends the request when nobody reads on', async () => {
    server = await startReplayServer(() => ({
      body: ollama['chat']?.body ?? [],
      after: { lines: 4, end: 'hang' },
    }))
    endpoints = openEndpoints({ urls: [server.url] })
    for await (const event of generate(endpoints)) if (event.type === 'text') break
    await server.left
  })
})
