import { describe, expect, it } from 'vitest'
import { lossCurveSvg, roundTicks } from './loss-curve.ts'
import { testingEntry, testingLog } from './testing-log.ts'

const curve = (points: readonly (readonly [tokens: number, smoothedLoss: number])[]) =>
  lossCurveSvg(
    testingLog({
      entries: points.map(([tokens, smoothedLoss]) => ({ ...testingEntry, tokens, smoothedLoss })),
    }),
  )

describe('lossCurveSvg', () => {
  it('draws falling loss from left to right and downwards', () => {
    const svg = curve([
      [0, 4],
      [5e6, 2],
      [10e6, 1],
    ])
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
    const svg = curve([[2e6, 1.25]])
    expect(svg).toContain('loss (nats per token)')
    expect(svg).toContain('tokens seen (millions)')
    expect(svg).toContain('1.250 after 2.0 million tokens')
  })

  it('draws empty axes before the first report, without numbers that are none', () => {
    expect(curve([])).not.toMatch(/NaN|Infinity/)
    expect(curve([[100, Number.NaN]])).not.toMatch(/NaN|Infinity/)
  })
})

describe('roundTicks', () => {
  it('reaches the largest value in steps of 1, 2 or 5', () => {
    expect(roundTicks(4.7, 6)).toEqual([0, 1, 2, 3, 4, 5])
    expect(roundTicks(0.9, 3)).toEqual([0, 0.5, 1])
    expect(roundTicks(35, 6)).toEqual([0, 10, 20, 30, 40])
  })
})
