import type { Score } from '@trialogue/contract'
import { expect, it } from 'vitest'
import { type EffectSample, measureEffect } from './measure-effect.ts'

const sample = (
  isPass: boolean | null,
  completionTokens: number | null,
  category: Score['category'] = 'scored',
): EffectSample => ({
  score: { category, isPass },
  completionTokens,
  latencyMs: completionTokens === null ? null : 10 * completionTokens,
})

it('tells what a switch fixes and breaks, what it costs, and where', () => {
  const cases = Array.from({ length: 40 }, (_, itemIndex) => ({
    itemIndex,
    without: [sample(itemIndex >= 20, 4)],
    with: [sample(true, 40)],
  }))
  const effect = measureEffect(cases, (itemIndex) => (itemIndex < 20 ? '3' : '1'))
  expect(effect.verdict).toMatchObject({ key: 'second-better', fixed: 20, broken: 0, unchanged: 20 })
  expect(effect.tokens).toMatchObject({ count: 40, firstMean: 4, secondMean: 40, higher: 40 })
  expect(effect.latencyMs.difference?.difference).toBe(360)
  expect(effect.slices.map(({ slice, counts }) => [slice, counts.fixed])).toEqual([
    ['3', 20],
    ['1', 0],
  ])
})

it('counts extraction failures, and leaves out what a failed generation took', () => {
  const cases = [
    { itemIndex: 0, without: [sample(true, 4)], with: [sample(null, 160, 'no-answer')] },
    { itemIndex: 1, without: [sample(true, 4)], with: [sample(null, null, 'error')] },
    {
      itemIndex: 2,
      without: [sample(true, 4), sample(true, 6)],
      with: [sample(true, 30), sample(false, 50)],
    },
  ]
  const effect = measureEffect(cases, () => 'all')
  expect(effect).toMatchObject({ unjudged: 1, noAnswers: { first: 0, second: 1 } })
  expect(effect.counts).toEqual({ bothRight: 0, fixed: 0, broken: 2, bothWrong: 0 })
  expect(effect.tokens).toMatchObject({ count: 2, firstMean: 4.5, secondMean: 100 })
})
