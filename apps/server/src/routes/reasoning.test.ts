import {
  AppError,
  defaultParameters,
  type Generation,
  type Model,
  type Parameters,
  type Reasoning,
  type RunRequest,
  reasoningSchema,
  runSchema,
} from '@trialogue/contract'
import {
  aModel,
  aPromptBody,
  aRunRequest,
  aVariant,
  createFakeProvider,
  type FakeProviderOptions,
} from '@trialogue/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'
import { createRun, foldAll, getRun, readEvents } from '../test-runs.ts'

const never = new Promise<void>(() => {})
const crash = new AppError('MODEL_PROCESS_CRASHED', 'The model process ended. Run it again.')
const thinking = aModel({
  id: 'wren-dialog',
  kind: 'dialog',
  capabilities: { ...aModel().capabilities, chat: true, thinking: true },
})

const open: TestApp[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
})

type Options = Partial<FakeProviderOptions> & { readonly store?: TestApp['store'] }

async function start({ store, ...options }: Options) {
  const provider = createFakeProvider({ models: [aModel(), thinking], concurrency: 8, ...options })
  const started = await startTestApp(provider, store === undefined ? {} : { store })
  open.push(started)
  return { ...started, provider }
}

const warm: Parameters = { ...defaultParameters, temperature: 0.7, seed: 100 }

/** One column that reasons as told. */
function asking(
  reasoning: Partial<Reasoning>,
  change: Partial<RunRequest> = {},
  parameters = warm,
): RunRequest {
  const variant = aVariant({ parameters, reasoning: { ...reasoningSchema.parse({}), ...reasoning } })
  return aRunRequest({ variants: [variant], ...change })
}

async function finish(app: TestApp['app'], request: RunRequest): Promise<Generation> {
  const { id } = await createRun(app, request)
  const events = await readEvents(app, id)
  const run = await getRun(app, id)
  expect(foldAll(events)).toEqual(run)
  const [generation] = run.generations
  if (generation === undefined) throw new Error('The run has no generation.')
  return generation
}

const isExtraction = (prompt: unknown) => JSON.stringify(prompt).includes('Therefore, the answer')
const outline = ({ steps }: Generation) => steps.map(({ kind, path, text }) => [kind, path, text])

describe('self-consistency', () => {
  /** Each chain comes to the answer that its seed stands for. */
  const answers: Record<number, string> = { 100: ' 12', 101: ' 11', 102: ' 11.0', 103: ' ?', 104: ' $11' }
  const reply: FakeProviderOptions['reply'] = ({ prompt, seed }) =>
    isExtraction(prompt) ? [answers[seed] ?? ' 0'] : [` Chain ${seed}.`]

  it('draws chains with seeds of their own, side by side, and goes with the majority', async () => {
    const { app, provider } = await start({ reply })
    const generation = await finish(app, asking({ strategy: 'zero-shot', paths: 5 }))
    expect(generation).toMatchObject({
      status: 'completed',
      finishReason: 'stop',
      answer: '11',
      reasoningText: 'Chain 101.',
      paths: [
        { path: 0, reasoningText: 'Chain 100.', answer: '12', confidence: null, error: null },
        { path: 1, answer: '11' },
        { path: 2, answer: '11.0' },
        { path: 3, answer: null },
        { path: 4, answer: '11' },
      ],
    })
    expect(outline(generation).slice(0, 4)).toEqual([
      ['reasoning', 0, ' Chain 100.'],
      ['answer', 0, ' 12'],
      ['reasoning', 1, ' Chain 101.'],
      ['answer', 1, ' 11'],
    ])
    expect(provider.requests.slice(0, 5).map(({ seed }) => seed)).toEqual([100, 101, 102, 103, 104])
  })

  it('gives no two samples a chain of the same seed', async () => {
    const { app, provider } = await start({ reply })
    await finish(app, asking({ strategy: 'plan-and-solve', paths: 3 }, { samples: 3 }))
    const seeds = provider.requests.filter(({ prompt }) => !isExtraction(prompt)).map(({ seed }) => seed)
    expect(seeds.toSorted()).toEqual(Array.from({ length: 9 }, (_, index) => 100 + index))
  })

  it('asks the engine for eight chains at a time', async () => {
    const gate = Promise.withResolvers<void>()
    const { app, provider } = await start({ reply: () => [' 1', gate.promise], concurrency: 100 })
    const run = await createRun(app, asking({ strategy: 'zero-shot', paths: 20 }))
    const written = async () => (await getRun(app, run.id)).generations[0]?.steps.map(({ text }) => text)
    await expect.poll(written).toEqual(Array(8).fill(' 1'))
    expect(provider.requests).toHaveLength(8)
    gate.resolve()
    await readEvents(app, run.id)
    expect(provider.requests).toHaveLength(40)
    // Eight come to their ends at the same moment: each goes on with its own next call.
    const [generation] = (await getRun(app, run.id)).generations
    expect(generation?.steps.map(({ kind, path }) => [kind, path])).toEqual(
      Array.from({ length: 20 }, (_, path) => [
        ['reasoning', path],
        ['answer', path],
      ]).flat(),
    )
  })

  it('goes on without a chain that fails, and says why it is missing', async () => {
    const { app } = await start({
      reply: (request) => (request.seed === 101 ? ['Half', crash] : (reply(request) ?? [])),
    })
    const generation = await finish(app, asking({ strategy: 'zero-shot', paths: 3 }))
    expect(generation).toMatchObject({ status: 'completed', answer: '12', error: null })
    expect(generation.paths[1]).toMatchObject({ answer: null, error: { code: 'MODEL_PROCESS_CRASHED' } })
    const [broken] = generation.steps.filter(({ path }) => path === 1)
    expect(broken).toMatchObject({ text: 'Half', finishReason: 'error' })
  })

  it('has failed when every chain has', async () => {
    const { app } = await start({ reply: () => ['Half', crash] })
    const generation = await finish(app, asking({ strategy: 'zero-shot', paths: 3 }))
    expect(generation).toMatchObject({ status: 'failed', finishReason: 'error', error: { code: crash.code } })
    expect(generation.steps.map(({ path }) => path)).toEqual([0, 1, 2])
  })

  it('stops all chains; those that were through have had their vote', async () => {
    const { app } = await start({
      reply: (request) => (request.seed === 100 ? (reply(request) ?? []) : [' 99', never]),
    })
    const run = await createRun(app, asking({ strategy: 'zero-shot', paths: 3 }))
    await expect.poll(async () => (await getRun(app, run.id)).generations[0]?.steps.length).toBe(4)
    const answer = await app.inject({ method: 'POST', url: `/api/runs/${run.id}/cancel`, payload: {} })
    const [generation] = runSchema.parse(answer.json()).generations
    expect(generation).toMatchObject({ status: 'completed', finishReason: 'cancelled', answer: '12' })
    expect(generation?.paths.map(({ answer }) => answer)).toEqual(['12', null, null])
    expect(generation?.steps.map(({ path, finishReason }) => [path, finishReason])).toEqual([
      [0, 'stop'],
      [0, 'stop'],
      [1, 'cancelled'],
      [2, 'cancelled'],
    ])
  })

  it('is left interrupted with the steps of its chains, and made again by the next server', async () => {
    const first = await start({ reply: ({ seed }) => (seed === 102 ? [' Mid', never] : [` ${seed}`]) })
    const run = await createRun(first.app, asking({ strategy: 'zero-shot', paths: 3 }))
    await expect.poll(async () => (await getRun(first.app, run.id)).generations[0]?.steps.length).toBe(5)
    await first.app.close()
    open.splice(open.indexOf(first), 1)
    const [interrupted] = (await first.store.runs.get(run.id)).generations
    expect(interrupted).toMatchObject({ status: 'interrupted', answer: null, finishReason: null })
    expect(interrupted?.steps.map(({ path }) => path)).toEqual([0, 0, 1, 1, 2])

    const second = await start({ reply, store: first.store })
    await second.app.inject({ method: 'POST', url: `/api/runs/${run.id}/resume` })
    await readEvents(second.app, run.id)
    const [again] = (await getRun(second.app, run.id)).generations
    expect(again).toMatchObject({ status: 'completed', answer: '11' })
    expect(again?.steps).toHaveLength(6)
  })

  it('can be verified, chain by chain', async () => {
    // The chains come to their ends in another order the second time.
    let delays = [3, 2, 1, 0]
    const { app } = await start({
      reply: (request) => {
        const turns = Array.from({ length: delays.pop() ?? 0 }, () => Promise.resolve())
        return [...turns, ...(reply(request) ?? [])]
      },
    })
    const generation = await finish(app, asking({ strategy: 'zero-shot', paths: 4 }))
    delays = [0, 1, 2, 3]
    const answer = await app.inject({ method: 'POST', url: `/api/generations/${generation.id}/verify` })
    expect([answer.statusCode, answer.json()]).toEqual([200, { identical: true, mode: 'fast' }])
  })
})

describe('least-to-most', () => {
  it('answers the questions that the model listed, in their order, then gives the answer', async () => {
    const { app, provider } = await start({
      reply: ({ prompt }) => {
        const text = JSON.stringify(prompt)
        if (isExtraction(prompt)) return [' 11', '.']
        if (text.includes('does he have now?\\nA:"')) return [' 5', ' and', ' 6']
        return text.includes('are in the cans?\\nA:')
          ? [' 2', ' times', ' 3']
          : [' 1.', ' How many are in the cans?']
      },
    })
    const generation = await finish(app, asking({ strategy: 'least-to-most' }))
    expect(outline(generation)).toEqual([
      ['decomposition', 0, ' 1. How many are in the cans?'],
      ['subanswer', 0, ' 2 times 3'],
      ['subanswer', 0, ' 5 and 6'],
      ['answer', 0, ' 11.'],
    ])
    expect(generation).toMatchObject({
      answer: '11',
      reasoningText: '1. How many are in the cans?\n2 times 3\n\n2. How many does he have now?\n5 and 6',
      paths: [],
    })
    expect(generation.steps[3]?.modelInput).toContain(
      '\nA: 2 times 3\n\nQ: How many does he have now?\nA: 5 and 6 Therefore',
    )
    expect(provider.requests).toHaveLength(4)
  })
})

describe('CoT-decoding', () => {
  const token = (text: string, ...probabilities: number[]) => ({ text, probabilities })
  const reply: FakeProviderOptions['reply'] = ({ forcedTokenIds: [forced] = [] }) => {
    if (forced === undefined) return [token(' 5', 0.5, 0.3, 0.1)]
    if (forced === 0) return [' It', token(' 5', 0.4, 0.3)]
    return [' 5', ' and', ' 6', ' is', token(' 11', 0.9, 0.05)]
  }

  it('goes on from each of the likeliest first tokens, and takes what the model is surest of', async () => {
    const { app, provider } = await start({ reply })
    const generation = await finish(app, asking({ strategy: 'cot-decoding', branches: 3 }))
    const [branching, ...branches] = provider.requests
    expect(branching).toMatchObject({ topLogprobs: 3, parameters: { temperature: 0, maxTokens: 1 } })
    expect(branches.map(({ forcedTokenIds }) => forcedTokenIds?.[0]).toSorted()).toEqual([0, 1, 2])
    for (const { topLogprobs, parameters, prompt } of branches) {
      expect([topLogprobs, parameters.temperature, parameters.maxTokens]).toEqual([2, 0, warm.maxTokens])
      expect(prompt).toEqual(branching?.prompt)
    }
    expect(outline(generation)).toEqual([
      ['branching', 0, ' 5'],
      ['completion', 0, ' t0 It 5'],
      ['completion', 1, ' t1 5 and 6 is 11'],
      ['completion', 2, ' t2 5 and 6 is 11'],
    ])
    expect(generation).toMatchObject({
      answer: '11',
      reasoningText: 't1 5 and 6 is 11',
      finishReason: 'stop',
    })
    expect(generation.paths.map(({ answer }) => answer)).toEqual(['5', '11', '11'])
    expect(generation.paths[0]?.confidence).toBeCloseTo(0.1)
    expect(generation.paths[1]?.confidence).toBeCloseTo(0.85)
  })

  it('fails with the look at the first token', async () => {
    const { app } = await start({ reply: () => [crash] })
    const generation = await finish(app, asking({ strategy: 'cot-decoding' }))
    expect(generation).toMatchObject({ status: 'failed', error: { code: crash.code } })
  })
})

describe('native thinking', () => {
  it('is switched on by the chat template, and read from behind the thoughts', async () => {
    const { app, provider } = await start({ reply: () => ['<think>', '5 and 6', '</think>', ' 11 balls'] })
    const variant = aVariant({
      modelId: thinking.id,
      reasoning: { ...reasoningSchema.parse({}), strategy: 'native' },
    })
    const generation = await finish(app, aRunRequest({ variants: [variant] }))
    expect(provider.requests[0]?.prompt).toMatchObject({ form: 'chat', thinking: true })
    expect(generation).toMatchObject({ reasoningText: '5 and 6', answer: '11' })
  })

  it('has no answer where it was cut off while thinking', async () => {
    const { app } = await start({ reply: () => ['<think>', ' 5 and 6 is 11'] })
    const reasoning = { ...reasoningSchema.parse({}), strategy: 'native' } as const
    const request = aRunRequest({ variants: [aVariant({ modelId: thinking.id, reasoning })] })
    expect(await finish(app, request)).toMatchObject({ reasoningText: '5 and 6 is 11', answer: null })
  })
})

describe('what would not work is refused before anything is written', () => {
  const lacking = (capabilities: Partial<Model['capabilities']>) =>
    aModel({ capabilities: { ...aModel().capabilities, ...capabilities } })

  it.each<[string, Partial<Reasoning>, Model, string]>([
    ['chains that would all be the same', { strategy: 'zero-shot', paths: 5 }, aModel(), 'greedy'],
    ['thinking without a chat template', { strategy: 'native' }, aModel(), 'no-chat-template'],
    [
      'CoT-decoding without probabilities',
      { strategy: 'cot-decoding' },
      lacking({ logprobs: false }),
      'no-logprobs',
    ],
    [
      'CoT-decoding elsewhere',
      { strategy: 'cot-decoding' },
      lacking({ forcedTokens: false }),
      'not-run-here',
    ],
    ['few-shot with a text', { strategy: 'few-shot' }, aModel(), 'not-a-data-prompt'],
  ])('%s', async (_, reasoning, model, reason) => {
    const { app, provider } = await start({ models: [model] })
    const payload = asking(reasoning, {}, defaultParameters)
    const answer = await app.inject({ method: 'POST', url: '/api/runs', payload })
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'INVALID_REQUEST'])
    expect(answer.json().error.details).toMatchObject({ strategy: reasoning.strategy, reason })
    expect((await app.inject({ url: '/api/runs' })).json().items).toEqual([])
    expect(provider.requests).toEqual([])

    const { variants, body, items } = payload
    const preview = { variants, body, item: items[0] }
    const previewed = await app.inject({ method: 'POST', url: '/api/preview', payload: preview })
    expect(previewed.json().variants[0].error.details).toMatchObject({ reason })
  })

  it('more texts than a run may write', async () => {
    const { app } = await start({})
    const items = Array.from({ length: 300 }, () => ({ values: [], reference: null }))
    const payload = asking(
      { strategy: 'zero-shot', paths: 40 },
      { items, body: aPromptBody({ text: { template: 'Hi' } }) },
    )
    const answer = await app.inject({ method: 'POST', url: '/api/runs', payload })
    expect(answer.json().error.details).toEqual({ count: 12_000, limit: 10_000 })
  })
})
