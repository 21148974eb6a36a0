import { describe, expect, it } from 'vitest'
import { decodeRate, median, percentile, summarize, sumRate, timesBetter } from './statistics.ts'

describe('median', () => {
  it('is the middle, or between the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([4, 1, 10, 2])).toBe(3)
    expect(median([])).toBeNaN()
  })

  it('comes with the extremes', () => {
    expect(summarize([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 })
  })
})

describe('percentile', () => {
  it('takes the nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(percentile(hundred, 0.95)).toBe(95)
    expect(percentile(hundred, 1)).toBe(100)
    expect(percentile([7], 0.5)).toBe(7)
  })
})

describe('timesBetter', () => {
  it('is above 1 for more tokens per second and for fewer milliseconds', () => {
    expect(timesBetter([20, 20, 20], [10, 10, 10], 'higher')).toBe(2)
    expect(timesBetter([20, 20, 20], [10, 10, 10], 'lower')).toBe(0.5)
  })

  it('compares within a round: one that was slow for both changes nothing', () => {
    expect(timesBetter([30, 3, 30], [20, 2, 20], 'higher')).toBe(1.5)
  })

  it('leaves out rounds that only one of them has', () => {
    expect(timesBetter([30, 999], [20], 'higher')).toBe(1.5)
  })
})

describe('rates', () => {
  it('count the tokens after the first', () => {
    expect(decodeRate([1000, 1100, 1200, 1300])).toBeCloseTo(10)
    expect(decodeRate([1000])).toBeNaN()
  })

  it('count several sequences only while all of them decode', () => {
    // One begins while the other is still reading, and goes on alone at the end.
    const early = [0, 100, 200, 300, 400]
    const late = [200, 300, 400, 500, 600]
    expect(sumRate([early, late])).toBeCloseTo(20)
    expect(sumRate([early, [500, 600]])).toBeNaN()
  })
})
