import {
  aModel,
  aRunRequest,
  aVariant,
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

async function start(options: Partial<FakeProviderOptions> = {}) {
  current = await startTestApp(createFakeProvider({ models, ...options }))
  return current
}

describe('GET /api/runs/:runId/events', () => {
  it('tells everything from the first event on, in order and without gaps', async () => {
    const { app } = await start()
    const run = await createRun(app, aRunRequest({ samples: 2 }))
    const events = await readEvents(app, run.id, '0')
    expect(events[0]).toEqual({ sequence: 1, event: { type: 'run.snapshot', run } })
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1))
    expect(events.at(-1)?.event).toMatchObject({ type: 'run.status', status: 'completed' })
    expect(foldAll(events)).toEqual(await getRun(app, run.id))
  })

  it('resumes after any event: what a reader had and what follows fold to the same run', async () => {
    const { app } = await start()
    const run = await createRun(app, aRunRequest({ samples: 2, topLogprobs: 1 }))
    const all = await readEvents(app, run.id, '0')
    const finished = await getRun(app, run.id)
    expect(all.length).toBeGreaterThan(20)
    for (const { sequence } of all) {
      const before = foldAll(all.filter((event) => event.sequence <= sequence))
      const after = await readEvents(app, run.id, String(sequence))
      expect(foldAll(after, before)).toEqual(finished)
    }
  })

  it.each(['9999', 'nonsense', '-1', undefined])(
    'opens with a snapshot of now for Last-Event-ID %s',
    async (lastEventId) => {
      const { app } = await start()
      const run = await createRun(app, aRunRequest())
      const all = await readEvents(app, run.id, '0')
      const events = await readEvents(app, run.id, lastEventId)
      expect(events).toEqual([
        { sequence: all.at(-1)?.sequence, event: { type: 'run.snapshot', run: await getRun(app, run.id) } },
      ])
    },
  )

  it('serves readers who come, leave and return while the run goes on', async () => {
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const { app } = await start({
      reply: () => ['One', gates[0]?.promise ?? '', ' two', gates[1]?.promise ?? '', ' three'],
    })
    const run = await createRun(app, aRunRequest())
    const fromStart = readEvents(app, run.id, '0')
    const fromNow = readEvents(app, run.id)
    gates[0]?.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    const late = readEvents(app, run.id)
    const resumed = readEvents(app, run.id, '3')
    const beyond = readEvents(app, run.id, '777')
    gates[1]?.resolve()

    const all = await fromStart
    const finished = await getRun(app, run.id)
    expect(finished.generations.map(({ answer }) => answer)).toEqual(Array(3).fill('One two three'))
    expect(foldAll(all)).toEqual(finished)
    expect(foldAll(await fromNow)).toEqual(finished)
    expect(foldAll(await late)).toEqual(finished)
    expect(foldAll(await beyond)).toEqual(finished)
    expect(all.slice(3)).toEqual(await resumed)
  })

  it('keeps on disk exactly what readers saw', async () => {
    const { app, store } = await start()
    const run = await createRun(app, aRunRequest())
    const seen = await readEvents(app, run.id, '0')
    expect(await store.runs.eventsAfter(run.id, 0)).toEqual(seen)
    expect(await store.runs.get(run.id)).toEqual(foldAll(seen))
  })

  it('goes on when nobody reads', async () => {
    const { app, store } = await start()
    const run = await createRun(app, aRunRequest({ variants: [aVariant()] }))
    await expect.poll(async () => (await store.runs.get(run.id)).status).toBe('completed')
    expect((await getRun(app, run.id)).generations[0]?.answer).toBe('A fake reply')
  })

  it('is an event stream that nobody caches or collects', async () => {
    const { app } = await start()
    const run = await createRun(app, aRunRequest())
    const { headers } = await app.inject({ url: `/api/runs/${run.id}/events` })
    expect(headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
  })

  it('answers 404 for a run that does not exist', async () => {
    const { app } = await start()
    const answer = await app.inject({ url: '/api/runs/01890000-0000-7000-8000-00000000ffff/events' })
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'NOT_FOUND'])
  })
})
