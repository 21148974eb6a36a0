import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { jsonAnswer, stubApi } from '../../lib/stub-api.ts'
import { pullsQuery } from './queries.ts'
import { aPull } from './test-models.tsx'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('asks for pulls again while one moves, and rests when all do', async () => {
  let status: 'downloading' | 'paused' = 'downloading'
  const calls = stubApi(() => jsonAnswer({ items: [aPull({ status })], nextCursor: null }))
  const stop = new QueryObserver(new QueryClient(), pullsQuery).subscribe(() => undefined)
  await vi.advanceTimersByTimeAsync(2_500)
  expect(calls).toHaveLength(3)
  status = 'paused'
  await vi.advanceTimersByTimeAsync(1_000)
  expect(calls).toHaveLength(4)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(calls).toHaveLength(4)
  stop()
})
