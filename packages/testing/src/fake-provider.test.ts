import { AppError, defaultParameters } from '@trialogue/contract'
import { createEngine, type Engine, type GenerateEvent, type GenerateRequest } from '@trialogue/inference'
import { describe, expect, it } from 'vitest'
import { aModel } from './builders/model.ts'
import { createFakeProvider, type FakeProviderOptions } from './fake-provider.ts'

const models = [aModel({ id: 'one', contextLength: 8 }), aModel({ id: 'two' })]

function anEngine(options: Partial<FakeProviderOptions> = {}): Engine {
  return createEngine({ providers: [createFakeProvider({ models, ...options })] })
}

function aRequest(change: Partial<GenerateRequest> = {}): GenerateRequest {
  const prompt = { form: 'text', text: 'Say it.' } as const
  return { modelId: 'one', prompt, parameters: defaultParameters, seed: 1, topLogprobs: null, ...change }
}

async function collect(
  events: AsyncIterable<GenerateEvent>,
  into: GenerateEvent[] = [],
): Promise<GenerateEvent[]> {
  for await (const event of events) into.push(event)
  return into
}

const textOf = (events: readonly GenerateEvent[]) =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('')

const never = () => new AbortController().signal

describe('createFakeProvider', () => {
  it('plays its script through the engine', async () => {
    const events = await collect(anEngine().generate(aRequest({ topLogprobs: 2 }), never()))
    expect(events.map(({ type }) => type)).toEqual([
      'input',
      'prefilling',
      'text',
      'text',
      'text',
      'finished',
    ])
    expect(textOf(events)).toBe('A fake reply')
    expect(events.at(-1)).toMatchObject({
      finishReason: 'stop',
      usage: { promptTokens: 2, completionTokens: 3 },
    })
    expect(events[2]).toMatchObject({
      logprobs: [{ text: 'A', alternatives: [{ text: 'A' }, { text: 'A1' }] }],
    })
  })

  it('stops at the token limit', async () => {
    const parameters = { ...defaultParameters, maxTokens: 2 }
    const events = await collect(anEngine().generate(aRequest({ parameters }), never()))
    expect(textOf(events)).toBe('A fake')
    expect(events.at(-1)).toMatchObject({ finishReason: 'length' })
  })

  it('fails where the script says so and keeps what was written', async () => {
    const engine = anEngine({ reply: () => ['So', new AppError('MODEL_PROCESS_CRASHED', 'Gone.')] })
    const events: GenerateEvent[] = []
    await expect(collect(engine.generate(aRequest(), never()), events)).rejects.toMatchObject({
      code: 'MODEL_PROCESS_CRASHED',
    })
    expect(textOf(events)).toBe('So')
  })

  it('waits at a gate, while a second generation of the same model queues and another model runs', async () => {
    const gate = Promise.withResolvers<void>()
    const engine = anEngine({
      reply: ({ modelId }) => (modelId === 'one' ? ['x', gate.promise, 'y'] : ['z']),
    })
    const first = collect(engine.generate(aRequest(), never()))
    const second = collect(engine.generate(aRequest(), never()))
    expect(textOf(await collect(engine.generate(aRequest({ modelId: 'two' }), never())))).toBe('z')
    gate.resolve()
    expect(textOf(await first)).toBe('xy')
    expect((await second)[0]).toEqual({ type: 'queued', position: 1 })
  })

  it('ends as cancelled when aborted, at a gate or in the queue', async () => {
    const engine = anEngine({ reply: () => ['x', new Promise(() => {}), 'y'] })
    const controller = new AbortController()
    const first = collect(engine.generate(aRequest(), controller.signal))
    const second = collect(engine.generate(aRequest(), controller.signal))
    await Promise.resolve().then(() => controller.abort())
    expect((await first).at(-1)).toMatchObject({ type: 'finished', finishReason: 'cancelled' })
    expect((await second).at(-1)).toMatchObject({ type: 'finished', finishReason: 'cancelled' })
  })

  it('refuses a prompt that is longer than the context', async () => {
    const prompt = { form: 'text', text: 'a b c d e f g h i' } as const
    await expect(collect(anEngine().generate(aRequest({ prompt }), never()))).rejects.toMatchObject({
      code: 'CONTEXT_LENGTH_EXCEEDED',
      details: { tokens: 9, limit: 8 },
    })
  })

  it('is asked only for models that exist', async () => {
    await expect(collect(anEngine().generate(aRequest({ modelId: 'three' }), never()))).rejects.toMatchObject(
      {
        code: 'MODEL_NOT_FOUND',
      },
    )
  })
})
