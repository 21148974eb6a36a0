import { expect, it } from 'vitest'
import { bootstrapInterval } from './bootstrap-interval.ts'

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const sample = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9]

it('comes out as with SciPy, but for what drawing leaves open', () => {
  // scipy.stats.bootstrap, BCa, 200,000 resamples: 3.8 to 6.533. Means of whole numbers move in steps of 1/15.
  const interval = bootstrapInterval(sample, mean, { seed: 1, resamples: 20_000 })
  expect(Math.abs((interval?.low ?? 0) - 3.8)).toBeLessThan(1.01 / sample.length)
  expect(Math.abs((interval?.high ?? 0) - 6.533)).toBeLessThan(1.01 / sample.length)
})

it('is the same for the same seed', () => {
  const seeds = [5, 5, 6].map((seed) => bootstrapInterval(sample, mean, { seed }))
  expect(seeds[0]).toEqual(seeds[1])
  expect(seeds[0]).not.toEqual(seeds[2])
})

it('knows nothing of a single value, and everything of equal ones', () => {
  expect(bootstrapInterval([1], mean, { seed: 1 })).toBeNull()
  expect(bootstrapInterval([2, 2, 2], mean, { seed: 1 })).toEqual({ low: 2, high: 2 })
})
