import { AppError, defaultParameters, type RunRequest, reasoningSchema } from '@trialogue/contract'
import {
  aModel,
  anItem,
  aPromptBody,
  aPromptContent,
  aRunRequest,
  aVariant,
  beginAgain,
  createFakeProvider,
  type FakeProviderOptions,
} from '@trialogue/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'
import { createRun, foldAll, getRun, readEvents } from '../test-runs.ts'

const models = (['base', 'instruct', 'dialog'] as const).map((kind) => aModel({ id: `wren-${kind}`, kind }))

let current: TestApp | undefined
afterEach(async () => {
  await current?.close()
  current = undefined
})

async function start(options: Partial<FakeProviderOptions> = {}, maxActiveRuns = 16) {
  const provider = createFakeProvider({ models, ...options })
  const config = { host: '127.0.0.1', allowedHosts: [], maxActiveRuns }
  current = await startTestApp(provider, { config })
  return { ...current, provider }
}

const post = (app: TestApp['app'], payload: object) =>
  app.inject({ method: 'POST', url: '/api/runs', payload })
const countRuns = async (app: TestApp['app']) => (await app.inject({ url: '/api/runs' })).json().items.length

describe('POST /api/runs', () => {
  it('answers with the queued run, and every model makes its generation', async () => {
    const { app } = await start()
    const run = await createRun(app, aRunRequest())
    expect(run.status).toBe('running')
    expect(run.generations.map(({ status }) => status)).toEqual(['queued', 'queued', 'queued'])

    await readEvents(app, run.id)
    const finished = await getRun(app, run.id)
    expect(finished.status).toBe('completed')
    expect(finished.generations).toMatchObject(
      ['base', 'instruct', 'dialog'].map((kind) => ({
        modelId: `wren-${kind}`,
        modelKind: kind,
        status: 'completed',
        finishReason: 'stop',
        answer: 'A fake reply',
        reasoningText: null,
        error: null,
        executionProvider: 'cpu',
        queuePosition: null,
        progress: null,
      })),
    )
    const [step] = finished.generations[0]?.steps ?? []
    expect(step).toMatchObject({ kind: 'completion', text: 'A fake reply', finishReason: 'stop' })
    expect(step?.modelInput).toContain('Q: Roger has 5 tennis balls.')
    expect(step?.usage?.completionTokens).toBe(3)
  })

  it('makes variants × items × samples, each sample with the next seed', async () => {
    const { app, provider } = await start()
    const parameters = { ...defaultParameters, seed: 4_294_967_295, temperature: 1 }
    const request = aRunRequest({
      variants: [aVariant({ parameters })],
      items: [anItem(), anItem()],
      samples: 2,
    })
    const run = await createRun(app, request)
    await readEvents(app, run.id)
    expect(run.generations.map(({ itemIndex, sampleIndex, seed }) => [itemIndex, sampleIndex, seed])).toEqual(
      [
        [0, 0, 4_294_967_295],
        [0, 1, 0],
        [1, 0, 4_294_967_295],
        [1, 1, 0],
      ],
    )
    expect(provider.requests.map(({ seed }) => seed)).toEqual(run.generations.map(({ seed }) => seed))
  })

  it('draws and records a seed where none is given', async () => {
    const { app, provider } = await start()
    const run = await createRun(app, aRunRequest({ variants: [aVariant()], samples: 4 }))
    await readEvents(app, run.id)
    const seeds = run.generations.map(({ seed }) => seed)
    expect(new Set(seeds).size).toBe(4)
    expect(provider.requests.map(({ seed }) => seed)).toEqual(seeds)
  })

  it('records log-probabilities when they are asked for', async () => {
    const { app } = await start()
    const run = await createRun(app, aRunRequest({ variants: [aVariant()], topLogprobs: 2 }))
    await readEvents(app, run.id)
    const logprobs = (await getRun(app, run.id)).generations[0]?.steps[0]?.logprobs
    expect(logprobs?.map(({ text }) => text)).toEqual(['A', ' fake', ' reply'])
    expect(logprobs?.[0]?.alternatives).toHaveLength(2)
  })

  it('starts a step anew when its server breaks off, for readers and for the record', async () => {
    const { app } = await start({ reply: () => ['lost', ' text', beginAgain, 'Whole', ' text'] })
    const run = await createRun(app, aRunRequest({ variants: [aVariant()], topLogprobs: 0 }))
    const events = await readEvents(app, run.id, '0')
    const begun = events.filter(({ event }) => event.type === 'generation.step')
    expect(begun.map(({ event }) => 'stepIndex' in event && event.stepIndex)).toEqual([0, 0])
    const finished = await getRun(app, run.id)
    expect(foldAll(events)).toEqual(finished)
    // Before the record came, too.
    const before = foldAll(events.filter(({ event }) => event.type !== 'generation.finished'))
    for (const seen of [before, finished]) {
      const [step, ...others] = seen?.generations[0]?.steps ?? []
      expect(step).toMatchObject({ text: 'Whole text', usage: { completionTokens: 2 } })
      expect(step?.logprobs.map(({ text }) => text)).toEqual(['Whole', ' text'])
      expect(others).toEqual([])
    }
  })

  it('asks twice for zero-shot chain-of-thought: reasoning, then the answer', async () => {
    const reply: FakeProviderOptions['reply'] = ({ parameters }) =>
      parameters.maxTokens === 8 ? [' 11', ' balls.'] : [' 5', ' plus', ' 6', ' is', ' 11.']
    const { app, provider } = await start({ reply })
    const reasoning = reasoningSchema.parse({ strategy: 'zero-shot', answerMaxTokens: 8 })
    const run = await createRun(app, aRunRequest({ variants: [aVariant({ reasoning })] }))
    await readEvents(app, run.id)

    const [generation] = (await getRun(app, run.id)).generations
    expect(generation).toMatchObject({ status: 'completed', answer: '11', reasoningText: '5 plus 6 is 11.' })
    expect(generation?.steps.map(({ kind, text }) => [kind, text])).toEqual([
      ['reasoning', ' 5 plus 6 is 11.'],
      ['answer', ' 11 balls.'],
    ])
    expect(generation?.steps[1]?.modelInput).toContain("Let's think step by step. 5 plus 6 is 11.")
    expect(provider.requests.map(({ parameters }) => parameters.stop)).toEqual([['\nQ:'], ['\n']])
  })

  it('lets the others finish when one fails, and keeps what that one wrote', async () => {
    const crash = new AppError('MODEL_PROCESS_CRASHED', 'The model process ended. Run it again.')
    const { app } = await start({
      reply: ({ modelId }) => (modelId === 'wren-instruct' ? ['Half', ' a', crash] : ['All', ' of', ' it']),
    })
    const run = await createRun(app, aRunRequest())
    await readEvents(app, run.id)

    const finished = await getRun(app, run.id)
    expect(finished.status).toBe('completed')
    expect(finished.generations.map(({ status, finishReason }) => [status, finishReason])).toEqual([
      ['completed', 'stop'],
      ['failed', 'error'],
      ['completed', 'stop'],
    ])
    const failed = finished.generations[1]
    expect(failed?.error).toEqual({ code: crash.code, message: crash.message, details: {} })
    expect(failed?.steps[0]?.text).toBe('Half a')
    expect(failed?.answer).toBeNull()
    expect(finished.generations[2]?.answer).toBe('All of it')
  })

  it('lets a small run take turns with a large one that began before it', async () => {
    const gate = Promise.withResolvers<void>()
    const { app, provider } = await start({ reply: () => [gate.promise, 'done'] })
    const variants = [aVariant()]
    const items = Array.from({ length: 70 }, () => anItem())
    const large = await createRun(app, aRunRequest({ variants, items }))
    const small = await createRun(app, aRunRequest({ variants }))
    gate.resolve()
    await readEvents(app, small.id)
    await readEvents(app, large.id)
    // Behind the one that ran and one more of the large run.
    const place = provider.requests.findIndex(({ seed }) => seed === small.generations[0]?.seed)
    expect(place).toBe(2)
  })

  it('records how a generation was computed, and its tokens', async () => {
    const { app } = await start()
    const parameters = { ...defaultParameters, exact: true }
    const run = await createRun(app, aRunRequest({ variants: [aVariant({ parameters })] }))
    await readEvents(app, run.id)
    const [generation] = (await getRun(app, run.id)).generations
    expect(generation).toMatchObject({ mode: 'exact', cachePath: 'plain', parameters: { exact: true } })
    expect(generation?.steps[0]).toMatchObject({ tokenIds: [0, 1, 2], usage: { cachedTokens: 0 } })
  })

  it('fills variables named like parts of an object literally', async () => {
    const { app } = await start()
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    const body = aPromptBody({
      completionFrame: 'plain',
      text: { template: names.map((name) => `{{${name}}}`).join(' ') },
    })
    const values = names.map((name) => ({ name, value: `<${name}>` }))
    const run = await createRun(
      app,
      aRunRequest({ body, items: [anItem({ values })], variants: [aVariant()] }),
    )
    await readEvents(app, run.id)
    const finished = await getRun(app, run.id)
    expect(finished.generations[0]?.steps[0]?.modelInput).toBe(names.map((name) => `<${name}>`).join(' '))
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it.each<[string, Partial<RunRequest>, number, string, object]>([
    [
      'an unfilled variable',
      { items: [{ values: [], reference: null }] },
      422,
      'UNFILLED_VARIABLE',
      { names: ['balls', 'cans', 'perCan'] },
    ],
    [
      'an unknown model',
      { variants: [aVariant({ modelId: 'wren-9' })] },
      404,
      'MODEL_NOT_FOUND',
      { modelId: 'wren-9' },
    ],
    ['two variants of one id', { variants: [aVariant(), aVariant()] }, 400, 'INVALID_REQUEST', {}],
    ['a version without its prompt', { promptVersion: 1 }, 400, 'INVALID_REQUEST', {}],
    [
      'a prompt that does not exist',
      { promptId: '01890000-0000-7000-8000-00000000ffff' },
      404,
      'NOT_FOUND',
      {},
    ],
    [
      'too many generations',
      { items: Array.from({ length: 1000 }, () => ({ values: [], reference: null })), samples: 8 },
      400,
      'INVALID_REQUEST',
      { count: 24_000, limit: 10_000 },
    ],
    [
      'a maxTokens of 1e9',
      { variants: [aVariant({ parameters: { ...defaultParameters, maxTokens: 1e9 } })] },
      400,
      'INVALID_REQUEST',
      {},
    ],
  ])('refuses %s before anything is written', async (_, change, status, code, details) => {
    const { app, provider } = await start()
    const answer = await post(app, { ...aRunRequest(), ...change })
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code])
    expect(answer.json().error.details).toMatchObject(details)
    expect(await countRuns(app)).toBe(0)
    expect(provider.requests).toEqual([])
  })

  it('takes a version only for what the version asks', async () => {
    const { app } = await start()
    const own = aPromptBody({ system: 'Be kind.' })
    const [column, ...columns] = aPromptContent().columns
    const content = aPromptContent({ columns: column ? [{ ...column, body: own }, ...columns] : columns })
    const made = await app.inject({
      method: 'POST',
      url: '/api/prompts',
      payload: { name: 'Balls', content },
    })
    const promptId = made.json().prompt.id
    const version = { message: '', parentNumber: null, content }
    await app.inject({ method: 'POST', url: `/api/prompts/${promptId}/versions`, payload: version })
    const request = { ...aRunRequest(), promptId, promptVersion: 1 }

    const edited = await post(app, { ...request, body: aPromptBody({ system: 'Be brief.' }) })
    expect([edited.statusCode, edited.json().error.code]).toEqual([400, 'INVALID_REQUEST'])
    const run = await createRun(app, request)
    await readEvents(app, run.id)
    expect(run).toMatchObject({ promptId, promptVersion: 1 })
    const ofColumn = await createRun(app, { ...request, body: own })
    await readEvents(app, ofColumn.id)
    expect(ofColumn).toMatchObject({ promptVersion: 1, request: { body: own } })

    const listed = (url: string) => app.inject({ url }).then((answer) => answer.json().items)
    expect(await listed(`/api/runs?promptId=${promptId}`)).toMatchObject([
      { id: ofColumn.id, status: 'completed' },
      { id: run.id, status: 'completed' },
    ])
    expect(await listed('/api/runs?promptId=01890000-0000-7000-8000-00000000ffff')).toEqual([])
  })

  it('refuses runs beyond the limit with 429 until one ends', async () => {
    const gate = Promise.withResolvers<void>()
    const { app } = await start({ reply: () => [gate.promise, 'done'] }, 3)
    const request = aRunRequest({ variants: [aVariant()] })
    const answers = await Promise.all(Array.from({ length: 200 }, () => post(app, request)))
    const statuses = answers.map(({ statusCode }) => statusCode)
    expect(statuses.filter((status) => status === 202)).toHaveLength(3)
    expect(statuses.filter((status) => status === 429)).toHaveLength(197)
    const refused = answers.find(({ statusCode }) => statusCode === 429)
    expect(refused?.json().error).toMatchObject({ code: 'ENGINE_BUSY', details: { limit: 3 } })
    expect(refused?.headers['retry-after']).toBe('2')

    gate.resolve()
    const accepted = answers.filter(({ statusCode }) => statusCode === 202).map((answer) => answer.json().id)
    await Promise.all(accepted.map((id) => readEvents(app, id)))
    expect((await post(app, request)).statusCode).toBe(202)
  })
})
