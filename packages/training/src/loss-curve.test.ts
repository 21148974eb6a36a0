import { describe, expect, it } from 'vitest'
import { lossCurveSvg, roundTicks } from './loss-curve.ts'

const entry = (tokens: number, smoothedLoss: number) => ({
  steps: 1,
  tokens,
  trainedMs: 1,
  smoothedLoss,
  isFinished: false,
  tokensPerSecond: 1,
  learningRate: 1,
  remainingMs: 0,
})

const log = (entries: readonly ReturnType<typeof entry>[]) => ({
  stage: 'base' as const,
  startsFrom: undefined,
  startsFromTokens: 0,
  seed: 1,
  batchSize: 1,
  length: 8,
  peakLearningRate: 1,
  threads: 1,
  resumedAtSteps: [],
  entries,
})

describe('lossCurveSvg', () => {
  it('draws falling loss from left to right and downwards', () => {
    const svg = lossCurveSvg(log([entry(0, 4), entry(5e6, 2), entry(10e6, 1)]))
    const points = /points="([^"]*)"/
      .exec(svg)?.[1]
      ?.split(' ')
      .map((point) => point.split(',').map(Number))
    expect(points).toEqual([
      [64, 36],
      [382, 152],
      [700, 210],
    ])
  })

  it('names its axes with their units and the last value', () => {
    const svg = lossCurveSvg(log([entry(2e6, 1.25)]))
    expect(svg).toContain('loss (nats per token)')
    expect(svg).toContain('tokens seen (millions)')
    expect(svg).toContain('1.250 after 2.0 million tokens')
  })

  it('draws empty axes before the first report, without numbers that are none', () => {
    expect(lossCurveSvg(log([]))).not.toMatch(/NaN|Infinity/)
    expect(lossCurveSvg(log([entry(100, Number.NaN)]))).not.toMatch(/NaN|Infinity/)
  })
})

describe('roundTicks', () => {
  it('reaches the largest value in steps of 1, 2 or 5', () => {
    expect(roundTicks(4.7, 6)).toEqual([0, 1, 2, 3, 4, 5])
    expect(roundTicks(0.9, 3)).toEqual([0, 0.5, 1])
    expect(roundTicks(35, 6)).toEqual([0, 10, 20, 30, 40])
  })
})
