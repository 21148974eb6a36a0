import {
  AppError,
  defaultParameters,
  type Experiment,
  type ExperimentCell,
  experimentSchema,
  type GridRow,
  numberedExperimentEventSchema,
} from '@trialogue/contract'
import { aModel, aPromptBody, aVariant, createFakeProvider, type FakeStep } from '@trialogue/testing'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'

let test: TestApp
afterEach(() => test.close())
/** The first start reads and compiles everything: that is no part of a test. */
beforeAll(async () => {
  await start()
  await test.close()
})

const models = [aModel(), aModel({ id: 'wren-other' })]
/** Says `right` of even questions on one model, and of all on the other. */
const answer = (modelId: string, text: string): string => {
  const number = Number(/case (\d+)/.exec(text)?.[1] ?? 0)
  return modelId === 'wren-other' || number % 2 === 0 ? 'right' : 'wrong'
}

async function start(reply?: (text: string, modelId: string) => readonly FakeStep[]) {
  test = await startTestApp(
    createFakeProvider({
      models,
      concurrency: 4,
      reply: ({ prompt, modelId }) => {
        const text = prompt.form === 'text' ? prompt.text : JSON.stringify(prompt)
        return reply?.(text, modelId) ?? [answer(modelId, text)]
      },
    }),
  )
}

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  const reply = await test.app.inject({ method, url: `/api/${url}`, ...(payload && { payload }) })
  return { status: reply.statusCode, body: reply.json() }
}

async function addDataset(count: number): Promise<string> {
  const { body } = await call('POST', 'datasets', {
    name: 'Cases',
    columns: [
      { name: 'q', role: 'variable' },
      { name: 'expected', role: 'reference' },
      { name: 'steps', role: 'metadata' },
    ],
    rows: Array.from({ length: count }, (_, index) => ({
      cells: [`case ${index}`, 'right', String(index % 3)],
    })),
  })
  return body.id
}

const exact = { id: 'exact-match', name: 'Exact' }

async function anExperiment(count: number, overrides: object = {}): Promise<Experiment> {
  const { status, body } = await call('POST', 'experiments', {
    ...{ name: 'Two models', promptId: null, promptVersion: null },
    body: aPromptBody({ completionFrame: 'plain', text: { template: 'Say {{question}}.' } }),
    variants: [aVariant({ id: 'a' }), aVariant({ id: 'b', modelId: 'wren-other' })],
    datasetId: await addDataset(count),
    datasetVersion: 1,
    mapping: [{ variable: 'question', source: { from: 'column', column: 'q' } }],
    referenceColumn: 'expected',
    sliceColumn: 'steps',
    scorers: [exact],
    ...overrides,
  })
  if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`)
  return experimentSchema.parse(body)
}

const get = async (id: string): Promise<Experiment> => (await call('GET', `experiments/${id}`)).body

async function untilStatus(id: string, status: Experiment['status']): Promise<Experiment> {
  return vi.waitFor(
    async () => {
      const experiment = await get(id)
      expect(experiment.status).toBe(status)
      return experiment
    },
    { timeout: 20_000, interval: 20 },
  )
}

const rowsOf = async (id: string, query = '') => (await call('GET', `experiments/${id}/rows${query}`)).body
const cellOf = async (id: string, number: number): Promise<ExperimentCell> =>
  (await call('GET', `experiments/${id}/cells/${number}`)).body

it('makes every cell, scores it, and shows them in a grid', async () => {
  await start()
  const { id } = await anExperiment(10, { samples: 2 })
  const experiment = await untilStatus(id, 'completed')
  expect(experiment.counts).toMatchObject({ total: 40, done: 40, failed: 0, unscored: 0 })
  const { items, total }: { items: GridRow[]; total: number } = await rowsOf(id, '?limit=2&offset=1')
  expect(total).toBe(10)
  expect(items[0]).toMatchObject({
    itemIndex: 1,
    rowId: 2,
    values: [{ name: 'question', preview: 'case 1' }],
    reference: 'right',
    slice: '1',
  })
  expect(items[0]?.cells.map(({ number, preview, scores }) => [number, preview, scores[0]?.isPass])).toEqual([
    [4, 'wrong', false],
    [5, 'wrong', false],
    [6, 'right', true],
    [7, 'right', true],
  ])
})

it('filters by what failed, differs, is not rated or is slow, and by slice', async () => {
  await start()
  const { id } = await anExperiment(40)
  await untilStatus(id, 'completed')
  const total = async (query: string) => (await rowsOf(id, `?${query}`)).total
  expect(await total('filter=failed')).toBe(20)
  expect(await total('filter=different')).toBe(20)
  expect(await total('filter=different&slice=0')).toBe(7)
  expect(await total('filter=unrated')).toBe(40)
  const rated = await call('PUT', `experiments/${id}/cells/0/rating`, { value: 4, comment: 'good' })
  expect(rated.body).toMatchObject({ rating: { value: 4, comment: 'good' }, cell: { rating: { value: 4 } } })
  await call('PUT', `experiments/${id}/cells/1/rating`, { value: 2 })
  expect(await total('filter=unrated')).toBe(39)
  expect(await total('filter=slow')).toBeGreaterThan(0)
  expect((await call('GET', `experiments/${id}/result`)).body.variants[0].rating).toEqual({
    count: 1,
    mean: 4,
  })
})

it('tells what each variant is worth, and what the second fixed and broke', async () => {
  await start()
  const { id } = await anExperiment(60)
  await untilStatus(id, 'completed')
  const { body } = await call('GET', `experiments/${id}/result`)
  expect(body.variants[0].scorers[0]).toMatchObject({
    name: 'Exact',
    passRate: { passed: 30, cases: 60, value: 0.5 },
  })
  expect(body.slices.map(({ slice }: { slice: string }) => slice)).toEqual(['0', '1', '2'])
  const compared = 'comparison?scorer=Exact&baseVariantId=a&variantId=b'
  expect((await call('GET', `experiments/${id}/${compared}`)).body).toMatchObject({
    kind: 'share',
    cases: { fixed: 30, broken: 0, unchangedRight: 30, unchangedWrong: 0 },
    verdict: 'second-better',
  })
  const cases = await call(
    'GET',
    `experiments/${id}/${compared.replace('?', '/cases?')}&change=fixed&limit=1`,
  )
  expect(cases.body).toMatchObject({ total: 30, items: [{ rowId: 2, base: [{ preview: 'wrong' }] }] })
})

it('opens a cell as any generation opens, and leaves it out of the history', async () => {
  await start()
  const { id } = await anExperiment(1)
  await untilStatus(id, 'completed')
  const { runId, generation, item, scores } = await cellOf(id, 0)
  expect(item).toEqual({ values: [{ name: 'question', value: 'case 0' }], reference: 'right' })
  expect(scores[0]?.rationale.key).toBe('same')
  const run = (await call('GET', `runs/${runId}`)).body
  expect(run.request.body.text.template).toBe('Say {{question}}.')
  expect(run.generations[0].id).toBe(generation?.id)
  expect((await call('GET', 'runs')).body.items).toEqual([])
  const stream = await test.app.inject({
    url: `/api/runs/${runId}/events`,
    headers: { 'last-event-id': '0' },
  })
  expect(stream.body).toContain('run.snapshot')
  const verified = await call('POST', `generations/${generation?.id}/verify`)
  expect(verified.body).toMatchObject({ identical: true })
})

it('refuses what could not run before anything is written', async () => {
  await start()
  const refused = async (overrides: object) =>
    anExperiment(1, overrides).catch((error: Error) => error.message)
  expect(await refused({ mapping: [] })).toMatch(/UNFILLED_VARIABLE.*question/)
  expect(await refused({ referenceColumn: 'none' })).toMatch(/no column/)
  expect(await refused({ scorers: [{ id: 'regex', name: 'R', options: { pattern: '(' } }] })).toMatch(/"R"/)
  expect(
    await refused({ scorers: [{ id: 'rubric-judge', name: 'J', options: { rubric: 'x', criteria: 'x' } }] }),
  ).toMatch(/"J"/)
  expect(await refused({ variants: [aVariant({ modelId: 'none' })] })).toMatch(/MODEL_NOT_FOUND/)
  expect(await refused({ rows: { which: 'chosen', rowIds: [99] } })).toMatch(/No case/)
  expect((await call('GET', 'experiments')).body.items).toEqual([])
})

it('pauses, goes on, and makes again what failed or was chosen', async () => {
  let isBroken = true
  await start((text, modelId) => {
    if (isBroken && text.includes('case 3.')) return [new AppError('MODEL_PROCESS_CRASHED', 'It crashed.')]
    return [answer(modelId, text)]
  })
  const { id, status, counts } = await anExperiment(10, { isPaused: true })
  expect([status, counts.pending]).toEqual(['paused', 20])
  await call('POST', `experiments/${id}/resume`)
  expect((await untilStatus(id, 'completed')).counts).toMatchObject({ done: 18, failed: 2 })
  expect((await cellOf(id, 6)).cell).toMatchObject({ state: 'failed', errorCode: 'MODEL_PROCESS_CRASHED' })
  isBroken = false
  await call('POST', `experiments/${id}/cells/run`, { which: 'failed' })
  expect((await untilStatus(id, 'completed')).counts).toMatchObject({ done: 20, failed: 0 })
  const before = await cellOf(id, 0)
  await call('POST', `experiments/${id}/cells/run`, { which: 'chosen', cells: [0] })
  await untilStatus(id, 'completed')
  const after = await cellOf(id, 0)
  expect(after.runId).not.toBe(before.runId)
  expect(after.generation?.seed).toBe(before.generation?.seed)
})

it('scores what is done by scorers that come later, without generating again', async () => {
  let count = 0
  await start((text, modelId) => {
    count += 1
    return text.includes('You compare two answers') ? ['Verdict: tie'] : [answer(modelId, text)]
  })
  const { id } = await anExperiment(4)
  await untilStatus(id, 'completed')
  expect(count).toBe(8)
  const pairwise = {
    ...{ id: 'pairwise-judge', name: 'Pair', options: { criteria: 'truth' }, otherVariantId: 'a' },
    judge: { modelId: 'wren-other', parameters: defaultParameters },
  }
  await call('POST', `experiments/${id}/scorers`, {
    scorers: [{ id: 'length', name: 'Length', options: {} }, pairwise],
  })
  await untilStatus(id, 'completed')
  expect(count).toBe(8 + 16)
  const { cell } = await cellOf(id, 1)
  expect(cell.scores.map(({ name }) => name)).toEqual(['Exact', 'Length', 'Pair'])
  expect(cell.scores[2]?.value).toBe('tie')
  await call('DELETE', `experiments/${id}/scorers?name=Length`)
  expect((await cellOf(id, 1)).cell.scores.map(({ name }) => name)).toEqual(['Exact', 'Pair'])
})

it('tells readers what changes: the state first, then cells', async () => {
  await start()
  const address = await test.app.listen({ port: 0, host: '127.0.0.1' })
  const { id } = await anExperiment(3)
  await untilStatus(id, 'completed')
  const stop = new AbortController()
  const stream = await fetch(`${address}/api/experiments/${id}/events`, { signal: stop.signal })
  const seen: string[] = []
  const reading = (async () => {
    let text = ''
    for await (const chunk of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk
      const events = [...text.matchAll(/data: (.+)\n\n/g)].map(([, data = '']) =>
        numberedExperimentEventSchema.parse(JSON.parse(data)),
      )
      seen.splice(0, seen.length, ...events.map(({ event }) => event.type))
    }
  })().catch(() => {})
  await vi.waitFor(() => expect(seen).toEqual(['experiment.state', 'experiment.stale']))
  await call('PUT', `experiments/${id}/cells/0/rating`, { value: 5 })
  await vi.waitFor(() => expect(seen.slice(2)).toEqual(['experiment.cells', 'experiment.state']))
  stop.abort()
  await reading
})

it('measures chain-of-thought off and on with the same cases and seed, by number of steps', async () => {
  await start()
  const { body } = await call('POST', 'datasets/samples/word-problems')
  const started = await call('POST', 'experiments/chain-of-thought', {
    ...{ datasetId: body.id, datasetVersion: 1, models: [{ modelId: 'wren-base' }] },
    ...{ sliceColumn: 'stepCount', itemsPerSlice: 2 },
  })
  expect(started.status).toBe(202)
  const { setup } = await untilStatus(started.body.id, 'completed')
  expect(setup.variants.map(({ reasoning, parameters }) => [reasoning.strategy, parameters.seed])).toEqual([
    ['off', 1],
    ['zero-shot', 1],
  ])
  const result = (await call('GET', `experiments/${started.body.id}/result`)).body
  expect(result.slices.map(({ slice }: { slice: string }) => slice)).toEqual(['1', '2', '3', '4', '5'])
})

it('exports every cell with its output and scores', async () => {
  await start()
  const { id } = await anExperiment(2)
  await untilStatus(id, 'completed')
  const { body } = await call('GET', `experiments/${id}/export?format=csv`)
  expect(body.text.split('\r\n')).toHaveLength(6)
  expect(body.text).toContain('2,a,wren-base,1,done,case 1,right,wrong')
})
