import { describe, expect, it } from 'vitest'
import { correlate } from './correlation.ts'
import { type LengthVote, lengthEffect, positionBias } from './vote-bias.ts'
import { casesForPower, votesForPower } from './votes-for-power.ts'

describe('votesForPower', () => {
  // Smallest numbers with a power of 80 % at 0.05, from SciPy's binomial distribution.
  it.each([
    [0.6, 199],
    [0.65, 90],
    [0.7, 49],
    [0.75, 30],
    [0.8, 20],
  ])('at a true win rate of %d needs %d decisive votes', (winRate, votes) => {
    expect(votesForPower(winRate)).toBe(votes)
    expect(votesForPower(1 - winRate)).toBe(votes)
  })

  it('gives no number where nothing can be found', () => {
    expect(votesForPower(0.5)).toBeNull()
  })

  it('asks for as many cases as give that many that change', () => {
    expect(casesForPower(0.14, 0.06)).toBe(245)
    expect(casesForPower(0, 0)).toBeNull()
    expect(casesForPower(0.1, 0.1)).toBeNull()
  })
})

describe('correlate', () => {
  const pairs: [number, number][] = [
    ...([
      [12, 1],
      [40, 1],
      [-5, -1],
      [8, 0],
      [22, 1],
    ] as [number, number][]),
    ...([
      [-30, -1],
      [3, -1],
      [17, 1],
      [0, 0],
      [25, 1],
    ] as [number, number][]),
  ]

  it('agrees with scipy.stats.pearsonr', () => {
    const found = correlate(pairs)
    expect(found?.r).toBeCloseTo(0.8191487604304319, 10)
    expect(found?.p).toBeCloseTo(0.0037390532491064898, 10)
    expect(found?.low).toBeCloseTo(0.39137932037952744, 10)
    expect(found?.high).toBeCloseTo(0.9558091989615093, 10)
  })

  it('knows nothing of three pairs, or of a figure that never varies', () => {
    expect(correlate(pairs.slice(0, 3))).toBeNull()
    expect(correlate(pairs.map(([x]) => [x, 1]))).toBeNull()
    expect(correlate(pairs.map(([x]) => [x, 2 * x]))?.r).toBeCloseTo(1, 12)
  })
})

describe('what should not matter', () => {
  it('the side on which an answer stood', () => {
    // 60 of 100: scipy.stats.binomtest.
    expect(positionBias(60, 40)).toMatchObject({ count: 100, wins: 60, share: 0.6 })
    expect(positionBias(60, 40).p).toBeCloseTo(0.05688793364098089, 10)
    expect(positionBias(0, 0)).toMatchObject({ share: 0.5, low: 0, high: 1, p: 1 })
  })

  it('the length of the answers', () => {
    const vote = (firstLength: number, secondLength: number, winner: LengthVote['winner']) => ({
      ...{ firstLength, secondLength, winner },
    })
    const votes = [
      vote(10, 22, 'second'),
      vote(50, 10, 'first'),
      vote(10, 30, 'first'),
      vote(10, 10, 'first'),
      vote(5, 90, 'tie'),
      vote(20, 45, 'second'),
    ]
    const { longer, correlation } = lengthEffect(votes)
    expect(longer).toMatchObject({ count: 4, wins: 3, share: 0.75 })
    expect(longer.p).toBeCloseTo(0.625, 9)
    expect(correlation?.r).toBeGreaterThan(0)
    expect(lengthEffect([]).correlation).toBeNull()
  })
})
