// @vitest-environment node
import type { NumberedRunEvent } from '@trialogue/contract'
import { anId, aRun } from '@trialogue/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { streamRunEvents } from './event-stream.ts'
import { type ApiCall, errorAnswer, stubApi } from './stub-api.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const snapshot: NumberedRunEvent = { sequence: 1, event: { type: 'run.snapshot', run: aRun() } }
const queued: NumberedRunEvent = {
  sequence: 2,
  event: {
    type: 'generation.status',
    generationId: anId(1),
    status: 'queued',
    queuePosition: 0,
    progress: null,
  },
}
const ended: NumberedRunEvent = {
  sequence: 3,
  event: { type: 'run.status', status: 'completed', finishedAt: 9 },
}

function toStream(events: readonly NumberedRunEvent[], tail = ''): Response {
  const frames = events.map((event) => `id: ${event.sequence}\ndata: ${JSON.stringify(event)}\n\n`)
  return new Response(`: ping\n\n${frames.join('')}${tail}`)
}

async function collect(
  answer: (call: ApiCall, count: number) => Response,
  signal = new AbortController().signal,
) {
  let count = 0
  const calls = stubApi((call) => answer(call, count++))
  const states: string[] = []
  const events: number[] = []
  const options = { signal, backOffMs: () => 0, onConnection: (state: string) => void states.push(state) }
  for await (const { sequence } of streamRunEvents(anId(0), options)) events.push(sequence)
  return { calls, states, events }
}

describe('streamRunEvents', () => {
  it('reads events until the run has ended', async () => {
    const { calls, states, events } = await collect(() => toStream([snapshot, queued, ended]))
    expect(events).toEqual([1, 2, 3])
    expect(states).toEqual(['connecting', 'open'])
    expect(calls).toHaveLength(1)
    expect(calls[0]?.path).toBe(`/api/runs/${anId(0)}/events`)
    expect(calls[0]?.headers.has('last-event-id')).toBe(false)
  })

  it('resumes after the last event when the connection is lost in the middle of one', async () => {
    const { calls, states, events } = await collect((_, count) =>
      count === 0 ? toStream([snapshot, queued], 'id: 3\ndata: {"seq') : toStream([ended]),
    )
    expect(events).toEqual([1, 2, 3])
    expect(calls[1]?.headers.get('last-event-id')).toBe('2')
    expect(states).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open'])
  })

  it('waits for a server that is away, longer each time', async () => {
    const attempts: number[] = []
    stubApi(() => {
      if (attempts.length < 3) throw new TypeError('fetch failed')
      return toStream([ended])
    })
    const options = {
      signal: new AbortController().signal,
      backOffMs: (attempt: number) => {
        attempts.push(attempt)
        return 0
      },
    }
    for await (const { sequence } of streamRunEvents(anId(0), options)) expect(sequence).toBe(3)
    expect(attempts).toEqual([0, 1, 2])
  })

  it('drops a connection that has gone silent', async () => {
    vi.useFakeTimers()
    let isFirst = true
    stubApi(({ signal }) => {
      if (!isFirst) return toStream([ended])
      isFirst = false
      const silent = new ReadableStream({
        start: (controller) => signal?.addEventListener('abort', () => controller.error(signal.reason)),
      })
      return new Response(silent)
    })
    const stream = streamRunEvents(anId(0), { signal: new AbortController().signal, backOffMs: () => 0 })
    const next = stream.next()
    await vi.advanceTimersByTimeAsync(45_000)
    // The pause before the next attempt.
    await vi.advanceTimersByTimeAsync(1)
    expect((await next).value?.sequence).toBe(3)
  })

  it('gives up on what trying again cannot change', async () => {
    await expect(collect(() => errorAnswer('NOT_FOUND', 404))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('ends quietly when aborted', async () => {
    const controller = new AbortController()
    const { events } = await collect(() => {
      controller.abort()
      throw new DOMException('Aborted', 'AbortError')
    }, controller.signal)
    expect(events).toEqual([])
  })

  it('takes the snapshot of an ended run for its end', async () => {
    const run = aRun()
    const event = { type: 'run.snapshot', run: { ...run, status: 'completed', finishedAt: 9 } } as const
    expect((await collect(() => toStream([{ sequence: 40, event }]))).events).toEqual([40])
  })
})
