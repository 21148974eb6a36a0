import { describe, expect, it } from 'vitest'
import { adjustForComparisons } from './adjust-for-comparisons.ts'
import { fitBradleyTerry } from './bradley-terry.ts'
import { krippendorffAlpha } from './krippendorff-alpha.ts'
import { SETTLED_EVIDENCE, voteEvidence, votesToSettle } from './vote-evidence.ts'

describe('voteEvidence', () => {
  it.each([
    [0, 0, 1],
    [12, 0, 25.362229102167145],
    [11, 0, 16.64396284829722],
    [35, 15, 12.691017170278256],
  ])('of %d against %d agrees with SciPy', (first, second, expected) => {
    expect(voteEvidence(first, second) / expected).toBeCloseTo(1, 9)
  })

  it('settles 12 unanimous votes, as published', () => {
    expect(voteEvidence(11, 0)).toBeLessThan(SETTLED_EVIDENCE)
    expect(voteEvidence(12, 0)).toBeGreaterThan(SETTLED_EVIDENCE)
  })

  it('forecasts the votes that are missing at the rate seen', () => {
    expect(votesToSettle(0, 0)).toBeNull()
    expect(votesToSettle(12, 0)).toBe(0)
    expect(votesToSettle(10, 0)).toBe(2)
    expect(votesToSettle(6, 6)).toBeNull()
    const more = votesToSettle(35, 15) ?? 0
    expect(voteEvidence(0.7 * (50 + more), 0.3 * (50 + more))).toBeGreaterThanOrEqual(SETTLED_EVIDENCE)
    expect(voteEvidence(0.7 * (49 + more), 0.3 * (49 + more))).toBeLessThan(SETTLED_EVIDENCE)
  })
})

describe('fitBradleyTerry', () => {
  const pair = (first: number, second: number, firstWins: number, secondWins: number, ties: number) => ({
    ...{ first, second, firstWins, secondWins, ties },
  })
  const votes = [
    pair(0, 1, 7, 3, 2),
    pair(0, 2, 9, 1, 1),
    pair(1, 2, 6, 5, 4),
    pair(0, 3, 10, 2, 0),
    pair(2, 3, 4, 4, 3),
    pair(1, 3, 5, 2, 2),
  ]

  it('finds the maximum that SciPy finds, with its intervals', () => {
    const ranking = fitBradleyTerry(4, votes)
    // scipy.optimize on Davidson's likelihood; the errors from a numerical Hessian.
    const expected = [1.24723292, -0.00894747, -0.53134535, -0.7069401]
    const errors = [0.36372934, 0.29928926, 0.30236179, 0.3344834]
    expect(ranking?.tieRate).toBeCloseTo(0.488370613, 6)
    ranking?.strengths.forEach(({ strength, low, high }, index) => {
      expect(strength).toBeCloseTo(expected[index] ?? 0, 6)
      expect((high - low) / 2 / 1.959963984540054).toBeCloseTo(errors[index] ?? 0, 4)
    })
  })

  it('compares two of the players as SciPy does', () => {
    const ranking = fitBradleyTerry(4, votes)
    // The same maximum and Hessian; Wald's test of the differences.
    const expected = [
      [0, 1, 1.256180453937333, 0.02001046538774429],
      [1, 2, 0.522397845826203, 0.26318533294139845],
      [0, 3, 1.9541729897687667, 0.0008679672395602191],
    ] as const
    for (const [player, other, difference, p] of expected) {
      expect(ranking?.compare(player, other).difference).toBeCloseTo(difference, 6)
      expect(ranking?.compare(player, other).p).toBeCloseTo(p, 5)
      expect(ranking?.compare(other, player).difference).toBeCloseTo(-difference, 6)
    }
  })

  it('gives the logarithm of the odds for two players without ties', () => {
    const ranking = fitBradleyTerry(2, [pair(0, 1, 30, 10, 0)])
    const [first, second] = ranking?.strengths ?? []
    expect((first?.strength ?? 0) - (second?.strength ?? 0)).toBeCloseTo(Math.log(3), 9)
    expect(ranking?.tieRate).toBe(0)
  })

  it('does not rank a player that never lost', () => {
    expect(fitBradleyTerry(2, [pair(0, 1, 3, 0, 0)])).toBeNull()
    expect(fitBradleyTerry(3, [pair(0, 1, 3, 2, 0)])).toBeNull()
  })
})

describe('krippendorffAlpha', () => {
  /** The example of Krippendorff 2011: four observers, twelve units, 0 where one is missing. */
  const observers = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
    [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
  ]
  const units = Array.from({ length: 12 }, (_, unit) =>
    observers.map((ratings) => ratings[unit] ?? 0).filter((rating) => rating > 0),
  )

  it.each([
    ['nominal', 0.743],
    ['ordinal', 0.815],
    ['interval', 0.849],
  ] as const)('gives the published value for %s data', (level, expected) => {
    expect(krippendorffAlpha(units, level)).toBeCloseTo(expected, 3)
  })

  it('is 1 for agreement throughout and unknown where nothing varies', () => {
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [2, 2],
        ],
        'nominal',
      ),
    ).toBe(1)
    expect(krippendorffAlpha([[1, 1], [1]], 'nominal')).toBeNull()
  })
})

it('corrects p-values by the rule of Holm', () => {
  // The example of Holm's procedure: 0.01, 0.04, 0.03, 0.005 become 0.03, 0.06, 0.06, 0.02.
  const adjusted = adjustForComparisons([0.01, 0.04, 0.03, 0.005])
  expect(adjusted.map((p) => Number(p.toFixed(6)))).toEqual([0.03, 0.06, 0.06, 0.02])
})
