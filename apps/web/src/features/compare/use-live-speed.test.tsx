import { renderHook } from '@testing-library/react'
import { aGeneration, aStep } from '@trialogue/testing'
import { afterEach, expect, it, vi } from 'vitest'
import { useLiveSpeed } from './use-live-speed.ts'

afterEach(() => vi.useRealTimers())

const writing = (completionTokens: number, steps = 1) =>
  aGeneration({
    status: 'decoding',
    steps: Array.from({ length: steps }, () =>
      aStep({
        finishReason: null,
        timings: null,
        usage: { promptTokens: 9, completionTokens, cachedTokens: 0 },
      }),
    ),
  })

it('measures from the moment it began to watch, and starts again with the next call', () => {
  vi.useFakeTimers({ now: 1_000, toFake: ['performance'] })
  const { result, rerender } = renderHook(({ generation }) => useLiveSpeed(generation), {
    initialProps: { generation: writing(10) },
  })
  expect(result.current).toBeNull()
  vi.advanceTimersByTime(400)
  rerender({ generation: writing(20) })
  expect(result.current).toBeNull()
  vi.advanceTimersByTime(600)
  rerender({ generation: writing(50) })
  expect(result.current).toBe(40)
  rerender({ generation: writing(51, 2) })
  expect(result.current).toBeNull()
})

it('has no speed for what is not being written', () => {
  const done = aGeneration({ ...writing(10), status: 'completed' })
  expect(renderHook(() => useLiveSpeed(done)).result.current).toBeNull()
  expect(renderHook(() => useLiveSpeed(null)).result.current).toBeNull()
})
