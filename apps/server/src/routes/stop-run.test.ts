import { setImmediate } from 'node:timers/promises'
import { runSchema } from '@trialogue/contract'
import {
  aModel,
  aRunRequest,
  aVariant,
  createFakeClock,
  createFakeProvider,
  type FakeProviderOptions,
} from '@trialogue/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'
import { createRun, foldAll, getRun, readEvents } from '../test-runs.ts'

const models = (['base', 'instruct', 'dialog'] as const).map((kind) => aModel({ id: `wren-${kind}`, kind }))
const never = new Promise<void>(() => {})
/** A fake model needs no more turns of the event loop for a few words. */
const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await setImmediate()
}

const open: TestApp[] = []
afterEach(async () => {
  for (const app of open.splice(0)) await app.close()
})

async function start(options: Partial<FakeProviderOptions>, store?: TestApp['store']) {
  const provider = createFakeProvider({ models, ...options })
  const started = await startTestApp(provider, store === undefined ? {} : { store })
  open.push(started)
  return { ...started, provider }
}

const cancel = (app: TestApp['app'], runId: string, payload: object = {}) =>
  app.inject({ method: 'POST', url: `/api/runs/${runId}/cancel`, payload })
const resume = (app: TestApp['app'], runId: string) =>
  app.inject({ method: 'POST', url: `/api/runs/${runId}/resume` })

describe('POST /api/runs/:runId/cancel', () => {
  it('stops everything, keeps what was written, and answers with the ended run', async () => {
    const { app, provider } = await start({ reply: () => ['So', ' far', never, ' never'] })
    const run = await createRun(app, aRunRequest({ variants: [aVariant()], samples: 3 }))
    await expect.poll(async () => (await getRun(app, run.id)).generations[0]?.steps[0]?.text).toBe('So far')

    const answer = await cancel(app, run.id)
    const cancelled = runSchema.parse(answer.json())
    expect(cancelled.status).toBe('completed')
    expect(cancelled.generations.map(({ status, finishReason }) => [status, finishReason])).toEqual(
      Array(3).fill(['completed', 'cancelled']),
    )
    expect(cancelled.generations.map(({ answer }) => answer)).toEqual(['So far', null, null])
    expect(provider.requests).toHaveLength(1)
    expect(foldAll(await readEvents(app, run.id, '0'))).toEqual(cancelled)
    expect((await cancel(app, run.id)).json()).toEqual(cancelled)
  })

  it('tells no word more once it is asked, and keeps what nobody was told in the end', async () => {
    const clock = createFakeClock()
    const gate = Promise.withResolvers<void>()
    const provider = createFakeProvider({ models, reply: () => ['Told', gate.promise, ' not told', never] })
    const started = await startTestApp(provider, { clock })
    open.push(started)
    const run = await createRun(started.app, aRunRequest({ variants: [aVariant()] }))
    await expect.poll(() => provider.requests.length).toBe(1)
    await settled()
    await clock.advance(50)
    // The second word waits for its 50 ms.
    gate.resolve()
    await settled()
    await cancel(started.app, run.id)
    const events = await readEvents(started.app, run.id, '0')
    const texts = events.flatMap(({ event }) => (event.type === 'generation.text' ? [event.text] : []))
    expect(texts).toEqual(['Told'])
    const [generation] = (await getRun(started.app, run.id)).generations
    expect(generation?.steps[0]?.text).toBe('Told not told')
    expect(foldAll(events)?.generations[0]).toEqual(generation)
  })

  it('stops only the generations that are named', async () => {
    const gate = Promise.withResolvers<void>()
    const { app } = await start({ reply: () => ['A', gate.promise, ' b'] })
    const run = await createRun(app, aRunRequest())
    const [first] = run.generations
    const partly = runSchema.parse((await cancel(app, run.id, { generationIds: [first?.id] })).json())
    expect(partly.status).toBe('running')
    expect(partly.generations[0]?.finishReason).toBe('cancelled')
    gate.resolve()
    await readEvents(app, run.id)
    const finished = await getRun(app, run.id)
    expect(finished.generations.map(({ finishReason }) => finishReason)).toEqual([
      'cancelled',
      'stop',
      'stop',
    ])
  })

  it('answers 404 for a generation of another run', async () => {
    const { app } = await start({})
    const run = await createRun(app, aRunRequest())
    const answer = await cancel(app, run.id, { generationIds: ['01890000-0000-7000-8000-00000000ffff'] })
    expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'NOT_FOUND'])
  })
})

describe('the end of the server', () => {
  it('leaves runs interrupted; the next server continues them with the same seeds', async () => {
    const first = await start({
      reply: ({ modelId }) => (modelId === 'wren-base' ? ['Done'] : ['Half', never]),
    })
    const run = await createRun(first.app, aRunRequest())
    await expect.poll(async () => (await getRun(first.app, run.id)).generations[0]?.status).toBe('completed')
    await expect
      .poll(async () => (await getRun(first.app, run.id)).generations[2]?.steps[0]?.text)
      .toBe('Half')
    const reading = readEvents(first.app, run.id, '0')
    await first.app.close()

    const seen = await reading
    const interrupted = await first.store.runs.get(run.id)
    expect(foldAll(seen)).toEqual(interrupted)
    expect(interrupted).toMatchObject({ status: 'interrupted', finishedAt: null })
    expect(interrupted.generations.map(({ status }) => status)).toEqual([
      'completed',
      'interrupted',
      'interrupted',
    ])
    expect(interrupted.generations[1]?.steps[0]?.text).toBe('Half')

    const second = await start({ reply: () => ['Whole'] }, first.store)
    const answer = await resume(second.app, run.id)
    expect(answer.statusCode).toBe(202)
    expect(answer.json()).toMatchObject({ id: run.id, status: 'running' })
    const rest = await readEvents(second.app, run.id, String(seen.at(-1)?.sequence))
    const finished = await getRun(second.app, run.id)
    expect(finished.generations.map(({ answer }) => answer)).toEqual(['Done', 'Whole', 'Whole'])
    expect(finished.generations.map(({ seed }) => seed)).toEqual(run.generations.map(({ seed }) => seed))
    expect(second.provider.requests).toHaveLength(2)
    expect(foldAll(rest, foldAll(seen))).toEqual(finished)
    open.splice(open.indexOf(first), 1)
  })

  it('continues only interrupted runs', async () => {
    const gate = Promise.withResolvers<void>()
    const { app } = await start({ reply: () => [gate.promise, 'x'] })
    const run = await createRun(app, aRunRequest())
    const whileRunning = await resume(app, run.id)
    expect([whileRunning.statusCode, whileRunning.json().error.code]).toEqual([409, 'RUN_NOT_RESUMABLE'])
    gate.resolve()
    await readEvents(app, run.id)
    const afterEnd = await resume(app, run.id)
    expect([afterEnd.statusCode, afterEnd.json().error.code]).toEqual([409, 'RUN_NOT_RESUMABLE'])
  })
})
