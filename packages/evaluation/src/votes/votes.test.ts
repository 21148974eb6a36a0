import type { VoteChoice } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { raterAgreement } from './rater-agreement.ts'
import { tallyCases, tallyVotes } from './tally-cases.ts'

/** One line for each case: what the raters said of it. */
const votesOf = (cases: readonly (readonly VoteChoice[])[]) =>
  cases.flatMap((choices, itemIndex) =>
    choices.map((choice, rater) => ({ itemIndex, raterId: String(rater), choice })),
  )

describe('tally', () => {
  it('counts every vote', () => {
    expect(tallyVotes(['a', 'b', 'a', 'tie', 'both-bad'])).toEqual({ a: 2, b: 1, ties: 1, bothBad: 1 })
  })

  it('counts a case once, by what most raters said', () => {
    const votes = votesOf([
      ['a', 'a', 'b'],
      ['b', 'tie', 'tie'],
      ['a', 'b'],
      ['both-bad', 'both-bad', 'tie'],
      ['tie', 'both-bad'],
    ])
    expect(tallyCases(votes)).toEqual({ a: 1, b: 1, ties: 2, bothBad: 1 })
  })
})

describe('agreement of raters', () => {
  it('is that of Krippendorff', () => {
    // The nominal example of Krippendorff 2011, section B: two observers, ten units, α = 0.095.
    const first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    const second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    const words: readonly VoteChoice[] = ['a', 'b']
    const votes = votesOf(first.map((one, index) => [words[one] ?? 'a', words[second[index] ?? 0] ?? 'a']))
    const { alpha, raters, sharedCases } = raterAgreement(votes)
    expect(alpha).toBeCloseTo(0.095, 3)
    expect([raters, sharedCases]).toEqual([2, 10])
  })

  it('is unknown for a single rater', () => {
    expect(raterAgreement(votesOf([['a'], ['b']]))).toEqual({ raters: 1, sharedCases: 0, alpha: null })
  })
})
