import { type RunSummary, routes } from '@trialogue/contract'
import {
  aModel,
  aPromptBody,
  aPromptContent,
  aRunRequest,
  aVariant,
  createFakeProvider,
} from '@trialogue/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'
import { createRun, readEvents } from '../test-runs.ts'

const models = (['base', 'instruct', 'dialog'] as const).map((kind) => aModel({ id: `wren-${kind}`, kind }))

let current: TestApp
afterEach(() => current.close())

async function start(): Promise<TestApp['app']> {
  current = await startTestApp(
    createFakeProvider({ models, reply: () => ['A', ' giraffe', ' of', '\n', '苹果'] }),
  )
  return current.app
}

const ask = (query: Readonly<Record<string, string>>) =>
  current.app.inject({ url: `/api/runs?${new URLSearchParams(query)}` })

async function list(query: Readonly<Record<string, string>> = {}): Promise<RunSummary[]> {
  const answer = await ask(query)
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`)
  return routes.listRuns.response.parse(answer.json()).items
}

describe('GET /api/runs', () => {
  it('finds a run by what it asked and wrote, and says what came of it', async () => {
    const app = await start()
    const body = aPromptBody({ text: { template: 'Name an animal,\nplease.' } })
    const asked = await createRun(app, aRunRequest({ body, samples: 2 }))
    await readEvents(app, asked.id)
    const other = await createRun(app, aRunRequest({ variants: [aVariant()] }))
    await readEvents(app, other.id)

    expect((await list()).map(({ id }) => id)).toEqual([other.id, asked.id])
    for (const q of ['giraffe', 'GIRAFFE 苹果', '"of 苹果"']) expect(await list({ q }), q).toHaveLength(2)
    const [found, ...more] = await list({ q: 'animal, giraffe' })
    expect(more).toEqual([])
    expect(found).toMatchObject({
      id: asked.id,
      status: 'completed',
      promptName: null,
      promptType: 'text',
      promptLine: 'Name an animal,',
      outputLine: 'A giraffe of',
      models: ['base', 'instruct', 'dialog'].map((modelKind) => ({
        modelId: `wren-${modelKind}`,
        modelKind,
      })),
      strategies: ['off'],
      itemCount: 1,
      sampleCount: 2,
      generationCount: 6,
      completedCount: 6,
      failedCount: 0,
      tokens: { completion: 30 },
    })
  })

  it('takes filters together, and goes on page by page', async () => {
    const app = await start()
    const made = await app.inject({
      method: 'POST',
      url: '/api/prompts',
      payload: { name: 'Zoo', content: aPromptContent() },
    })
    const promptId: string = made.json().prompt.id
    const runs = [
      await createRun(app, aRunRequest({ promptId })),
      await createRun(app, aRunRequest({ promptId, variants: [aVariant()] })),
      await createRun(app, aRunRequest({ variants: [aVariant()] })),
    ]
    for (const { id } of runs) await readEvents(app, id)
    const idsOf = async (query: Readonly<Record<string, string>>) => (await list(query)).map(({ id }) => id)
    const [first, second, third] = runs.map(({ id }) => id)
    expect(await idsOf({ promptId })).toEqual([second, first])
    expect(await idsOf({ q: 'zoo' })).toEqual([second, first])
    expect(await idsOf({ promptId, modelId: 'wren-dialog' })).toEqual([first])
    expect(await idsOf({ status: 'failed' })).toEqual([])
    expect(await idsOf({ from: `${runs[0]?.createdAt}`, to: `${Date.now() + 1_000}` })).toHaveLength(3)
    expect(await idsOf({ to: `${runs[0]?.createdAt}` })).toEqual([])

    const page = routes.listRuns.response.parse((await ask({ limit: '2' })).json())
    expect(page.items.map(({ id }) => id)).toEqual([third, second])
    expect(await idsOf({ limit: '2', cursor: page.nextCursor ?? '' })).toEqual([first])
  })

  it.each([`"`, `'`, '*', 'AND', 'NEAR(', 'a:b', '^', '-', '(', ')', '%', '_', '\\', '{"}', '\0', ';--'])(
    'takes %j for a text to look for',
    async (q) => {
      await start()
      expect(await list({ q })).toEqual([])
    },
  )

  it.each([
    { status: 'gone' },
    { from: 'yesterday' },
    { from: '-1' },
    { modelId: 'no such id' },
    { q: 'x'.repeat(501) },
    { cursor: 'x' },
    { surprise: '1' },
  ])('refuses %o', async (query) => {
    await start()
    const answer = await ask(query)
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, 'INVALID_REQUEST'])
  })
})
