import { aGeneration, aStep } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { generationMetrics } from './generation-metrics.ts'

it('adds up both calls, and takes the first token of the first', () => {
  const generation = aGeneration({
    steps: [
      aStep({
        kind: 'reasoning',
        usage: { promptTokens: 30, completionTokens: 40, cachedTokens: 0 },
        timings: { queuedMs: 500, ttftMs: 12, prefillMs: 10, decodeMs: 400 },
      }),
      aStep({
        kind: 'answer',
        usage: { promptTokens: 80, completionTokens: 10, cachedTokens: 0, isEstimated: true },
        timings: { queuedMs: 0, ttftMs: 5, prefillMs: 4, decodeMs: 100 },
      }),
    ],
  })
  expect(generationMetrics(generation)).toEqual({
    ttftMs: 12,
    tokensPerSecond: 100,
    promptTokens: 110,
    completionTokens: 50,
    isEstimated: true,
  })
})

it('says nothing rather than 0 while nothing is known', () => {
  const none = { ttftMs: null, tokensPerSecond: null, promptTokens: null, completionTokens: null }
  const unknown = { ...none, isEstimated: false }
  expect(generationMetrics(aGeneration({ steps: [] }))).toEqual(unknown)
  expect(generationMetrics(aGeneration({ steps: [aStep({ kind: 'completion', text: 'So' })] }))).toEqual(
    unknown,
  )
})
