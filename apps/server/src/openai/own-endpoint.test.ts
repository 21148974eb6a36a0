import { findBundledModels, verifyModel } from '@trialogue/catalogue'
import { defaultParameters, type EndpointModel, type ModelPrompt } from '@trialogue/contract'
import {
  createEndpoints,
  createEngine,
  createOnnxProvider,
  type Endpoints,
  type Engine,
  endpointModelId,
} from '@trialogue/inference'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestClient, type TestClient } from '../test-openai-client.ts'

let current: TestClient
let connected: EndpointModel[] = []
let endpoints: Endpoints
let engine: Engine
beforeAll(async () => {
  const models = await findBundledModels()
  current = await startTestClient(createOnnxProvider({ models, verify: verifyModel }))
  // Loads them.
  const loaded = ['wren-base', 'wren-instruct'].map((id) =>
    current.engine.inspect(id, { form: 'text', text: '' }),
  )
  await Promise.all(loaded)
  endpoints = createEndpoints({ connections: async () => [connection()] })
  engine = createEngine({ providers: endpoints.providers })
})
afterAll(async () => {
  await engine.dispose()
  await current.close()
})

function connection() {
  return {
    ...{ name: 'ours', api: 'openai' as const, urls: [current.address], key: 'anything' },
    ...{ allowsPrivate: true, concurrency: 4, models: connected },
  }
}

async function complete(from: Engine, modelId: string, prompt: ModelPrompt) {
  const request = {
    ...{ modelId, prompt, seed: 7, topLogprobs: 2 },
    parameters: { ...defaultParameters, maxTokens: 24 },
  }
  const written = { text: '', logprobs: [] as number[], alternatives: [] as number[] }
  for await (const event of from.generate(request, new AbortController().signal)) {
    if (event.type === 'text') {
      written.text += event.text
      for (const { logprob, alternatives } of event.logprobs) {
        written.logprobs.push(Math.round(logprob * 100))
        written.alternatives.push(alternatives.length)
      }
    }
    if (event.type === 'finished') return { ...written, usage: event.usage, finishReason: event.finishReason }
  }
  throw new Error('The generation did not end.')
}

describe('our own /v1 as a server elsewhere', () => {
  it.each([
    ['wren-base', { kind: 'base', chat: false, completion: true }],
    ['wren-instruct', { kind: 'instruct', chat: true, completion: true }],
  ])('is found to do what it does, with %s', async (modelName, { kind, ...forms }) => {
    const { models, test } = await endpoints.test(connection(), modelName, new AbortController().signal)
    connected = models
    const outcomes = Object.fromEntries(test.checks.map(({ id, outcome }) => [id, outcome]))
    expect(outcomes).toMatchObject({
      ...{ reach: 'works', models: 'works', chat: forms.chat ? 'works' : 'absent', completion: 'works' },
      ...{ streaming: 'works', usage: 'works', stop: 'works', seed: 'works', logprobs: 'works' },
      ...{ 'prompt-logprobs': 'works', sampling: 'works' },
    })
    const model = models.find(({ name }) => name === modelName)
    expect(model?.kind).toBe(kind)
    expect(model?.capabilities).toMatchObject({
      ...forms,
      assistantPrefix: forms.chat,
      unsupported: ['exact'],
    })
    expect(model?.dialect).toMatchObject({ promptLogprobsForm: 'echo', hasStop: true, hasStreamUsage: true })
  })

  const texts: [string, ModelPrompt][] = [
    ['wren-base', { form: 'text', text: 'Rosa walked to the' }],
    [
      'wren-instruct',
      { form: 'chat', messages: [{ role: 'user', content: 'What is 2 and 3?' }], assistantPrefix: '' },
    ],
    [
      'wren-instruct',
      {
        form: 'chat',
        messages: [{ role: 'user', content: 'What is 2 and 3?' }],
        assistantPrefix: 'The answer',
      },
    ],
  ]
  it.each(texts)('writes there what it writes here, with %s', async (modelName, prompt) => {
    const here = await complete(current.engine, modelName, prompt)
    const there = await complete(engine, endpointModelId('ours', modelName), prompt)
    expect(there.text).toBe(here.text)
    expect(there.logprobs).toEqual(here.logprobs)
    expect(there.alternatives).toEqual(here.alternatives)
    expect(there.finishReason).toBe(here.finishReason)
    const { promptTokens, completionTokens } = here.usage
    expect(there.usage).toMatchObject({ promptTokens, completionTokens })
    expect(there.usage).not.toHaveProperty('isEstimated')
  })

  it('tells how likely a prompt was', async () => {
    const request = {
      ...{ modelId: endpointModelId('ours', 'wren-base'), seed: 7, topLogprobs: 1, promptLogprobs: true },
      prompt: { form: 'text' as const, text: 'Rosa walked to the' },
      parameters: { ...defaultParameters, maxTokens: 2 },
    }
    const scores = []
    for (const from of [engine, current.engine]) {
      const modelId = from === engine ? request.modelId : 'wren-base'
      for await (const event of from.generate({ ...request, modelId }, new AbortController().signal)) {
        if (event.type !== 'input') continue
        scores.push(
          event.promptLogprobs?.map(({ text, logprob }) => [text, logprob && Math.round(logprob * 100)]),
        )
      }
    }
    expect(scores[0]?.length).toBeGreaterThan(3)
    expect(scores[0]).toEqual(scores[1])
  })
})
