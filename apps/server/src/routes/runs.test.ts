import {
  foldRunEvent,
  type NumberedRunEvent,
  numberedRunEventSchema,
  type Run,
  runSchema,
} from '@trialogue/contract'
import { aModel, aRunRequest, createFakeProvider, type FakeProviderOptions } from '@trialogue/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../test-app.ts'

const models = (['base', 'instruct', 'dialog'] as const).map((kind) => aModel({ id: `wren-${kind}`, kind }))

let current: TestApp | undefined
afterEach(async () => {
  await current?.close()
  current = undefined
})

async function start(options: Partial<FakeProviderOptions> = {}) {
  const provider = createFakeProvider({ models, ...options })
  current = await startTestApp(provider)
  return { ...current, provider }
}

async function createRun(app: TestApp['app'], request = aRunRequest()): Promise<Run> {
  const answer = await app.inject({ method: 'POST', url: '/api/runs', payload: request })
  expect(answer.statusCode, answer.body).toBe(202)
  return runSchema.parse(answer.json())
}

async function readEvents(
  app: TestApp['app'],
  runId: string,
  lastEventId?: string,
): Promise<NumberedRunEvent[]> {
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
  const answer = await app.inject({ url: `/api/runs/${runId}/events`, headers })
  expect(answer.statusCode).toBe(200)
  return answer.body
    .split('\n\n')
    .filter((block) => block.startsWith('id: '))
    .map((block) => {
      const [id = '', data = ''] = block.split('\n')
      const numbered = numberedRunEventSchema.parse(JSON.parse(data.replace(/^data: /, '')))
      expect(id).toBe(`id: ${numbered.sequence}`)
      return numbered
    })
}

function fold(events: readonly NumberedRunEvent[]): Run | null {
  return events.reduce<Run | null>((run, { event }) => foldRunEvent(run, event), null)
}

describe('a run', () => {
  it('is written as queued, then makes a generation of every model', async () => {
    const { app } = await start()
    const run = await createRun(app)
    expect(run.status).toBe('running')
    expect(run.generations.map(({ status }) => status)).toEqual(['queued', 'queued', 'queued'])

    const events = await readEvents(app, run.id)
    const answer = await app.inject({ url: `/api/runs/${run.id}` })
    const finished = runSchema.parse(answer.json())
    expect(finished.status).toBe('completed')
    expect(finished.generations.map(({ answer }) => answer)).toEqual([
      'A fake reply',
      'A fake reply',
      'A fake reply',
    ])
    expect(fold(events)).toEqual(finished)
  })
})
