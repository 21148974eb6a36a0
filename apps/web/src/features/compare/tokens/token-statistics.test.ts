import { expect, it } from 'vitest'
import { isUnlikely, likelihoodOf } from './likelihood.ts'
import { tokenStatistics } from './token-statistics.ts'

it('sums up how sure a model was', () => {
  const tokens = [0.5, 0.25, 0.125].map((probability) => ({ logprob: Math.log(probability) }))
  const statistics = tokenStatistics(tokens)
  expect(statistics?.meanLogprob).toBeCloseTo(-2 * Math.LN2)
  expect(statistics?.perplexity).toBeCloseTo(4)
  expect(statistics).toMatchObject({ minimumAt: 2, minimum: Math.log(0.125) })
  expect(tokenStatistics([])).toBeNull()
})

it('puts a probability into one of five steps', () => {
  const steps = [1, 0.9, 0.89, 0.5, 0.2, 0.19, 0.05, 0.049, 0].map((p) => likelihoodOf(Math.log(p)))
  expect(steps).toEqual(['sure', 'sure', 'likely', 'likely', 'open', 'unlikely', 'unlikely', 'rare', 'rare'])
  expect(isUnlikely(Math.log(0.2))).toBe(false)
  expect(isUnlikely(-9999)).toBe(true)
})
