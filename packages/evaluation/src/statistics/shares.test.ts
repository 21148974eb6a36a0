import { describe, expect, it } from 'vitest'
import { exactMcNemar } from './exact-mcnemar.ts'
import { exactSignTest } from './exact-sign-test.ts'
import { pairedMeanDifference, pairedShareDifference } from './paired-difference.ts'
import { wilsonInterval } from './wilson-interval.ts'

describe('wilsonInterval', () => {
  it.each([
    [0, 20, 0, 0.16112515805281935],
    [17, 20, 0.6395811352592431, 0.9476312541037835],
    [30, 48, 0.4836276351921527, 0.747847332391318],
    [60, 100, 0.5020025867910618, 0.6905987135675411],
  ])('of %d in %d agrees with SciPy', (successes, trials, low, high) => {
    const interval = wilsonInterval(successes, trials)
    expect(interval.low).toBeCloseTo(low, 10)
    expect(interval.high).toBeCloseTo(high, 10)
  })

  it('says that nothing is known without trials', () => {
    expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
  })
})

describe('exactSignTest', () => {
  it.each([
    [15, 5, 0.04138946533203125],
    [8, 2, 0.109375],
    [60, 40, 0.05688793364098089],
    [30, 18, 0.11140289106101878],
    [0, 3, 0.25],
  ])('of %d against %d agrees with SciPy', (first, second, p) => {
    expect(exactSignTest(first, second)).toBeCloseTo(p, 10)
    expect(exactSignTest(second, first)).toBeCloseTo(p, 10)
  })

  it('finds nothing in an even split, or in none', () => {
    expect(exactSignTest(7, 7)).toBe(1)
    expect(exactSignTest(0, 0)).toBe(1)
  })

  it('is the test of changed cases', () => {
    expect(exactMcNemar({ fixed: 15, broken: 5 })).toBe(exactSignTest(15, 5))
  })
})

describe('pairedShareDifference', () => {
  it('gives the published interval of Newcombe 1998, method 10', () => {
    const counts = { bothRight: 36, fixed: 12, broken: 2, bothWrong: 0 }
    const { difference, low, high } = pairedShareDifference(counts)
    expect(difference).toBeCloseTo(0.2, 12)
    expect(low).toBeCloseTo(0.0569, 4)
    expect(high).toBeCloseTo(0.3404, 4)
  })

  it('says that nothing is known without cases', () => {
    const none = { bothRight: 0, fixed: 0, broken: 0, bothWrong: 0 }
    expect(pairedShareDifference(none)).toEqual({ difference: 0, low: -1, high: 1 })
  })
})

describe('pairedMeanDifference', () => {
  it("agrees with SciPy's interval of Student", () => {
    const found = pairedMeanDifference([0.2, -0.1, 0.4, 0.3, 0, 0.5, -0.2, 0.1])
    expect(found?.difference).toBeCloseTo(0.15, 12)
    expect(found?.low).toBeCloseTo(-0.05478246722841165, 9)
    expect(found?.high).toBeCloseTo(0.35478246722841167, 9)
  })

  it('is unknown for a single pair', () => {
    expect(pairedMeanDifference([0.5])).toBeNull()
  })
})
