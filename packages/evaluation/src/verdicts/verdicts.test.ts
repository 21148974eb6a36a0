import { describe, expect, it } from 'vitest'
import { judgePaired } from './paired-verdict.ts'
import { judgeRanking } from './ranking-verdict.ts'
import { judgeVotes } from './vote-verdict.ts'

const paired = (bothRight: number, fixed: number, broken: number, bothWrong: number) =>
  judgePaired({ bothRight, fixed, broken, bothWrong })

describe('two variants on the same cases', () => {
  it('15 fixed, 5 broken: p = 0.0414, the second is better', () => {
    const verdict = paired(40, 15, 5, 40)
    expect(verdict).toMatchObject({ key: 'second-better', cases: 100, fixed: 15, broken: 5, unchanged: 80 })
    expect(verdict.p).toBeCloseTo(0.0414, 4)
    expect(verdict.difference.difference).toBeCloseTo(0.1, 12)
    expect(verdict.difference.low).toBeGreaterThan(0)
    expect(verdict.casesNeeded).toBeNull()
    expect(paired(40, 5, 15, 40).key).toBe('first-better')
  })

  it('8 fixed, 2 broken: p = 0.1094, not conclusive, and how many more cases would tell', () => {
    const verdict = paired(40, 8, 2, 50)
    expect(verdict.key).toBe('not-conclusive')
    expect(verdict.p).toBeCloseTo(0.1094, 4)
    // 20 changed cases at 80 %, one case in ten changes: 200 in all.
    expect(verdict.casesNeeded).toBe(100)
  })

  it('shows both shares with their intervals', () => {
    const { first, second } = paired(50, 10, 0, 40)
    expect(second.share).toBeCloseTo(0.6, 12)
    expect(second.low).toBeCloseTo(0.5020025867910618, 9)
    expect(second.high).toBeCloseTo(0.6905987135675411, 9)
    expect(first.share).toBeCloseTo(0.5, 12)
  })

  it('gives no verdict below 30 cases, however clear they look', () => {
    expect(paired(0, 20, 0, 0)).toMatchObject({ key: 'not-enough-cases', casesNeeded: 10 })
    expect(paired(0, 0, 0, 0)).toMatchObject({ key: 'not-enough-cases', casesNeeded: 30, p: 1 })
  })

  it('says when nothing changed, and when no number of cases would tell', () => {
    expect(paired(30, 0, 0, 10)).toMatchObject({ key: 'nothing-changed', casesNeeded: null })
    expect(paired(30, 5, 5, 10)).toMatchObject({ key: 'not-conclusive', casesNeeded: null })
  })

  it('is never better by fewer than six changed cases', () => {
    expect(paired(1_000, 5, 0, 1_000).key).toBe('not-conclusive')
    expect(paired(1_000, 6, 0, 1_000).key).toBe('second-better')
  })
})

const votes = (a: number, b: number, ties = 0, bothBad = 0) => judgeVotes({ a, b, ties, bothBad })

describe('votes on two variants', () => {
  it('18 for a, 30 for b: b leads with 62 % (48–75 %), p = 0.11, not conclusive', () => {
    const verdict = votes(18, 30, 4, 1)
    expect(verdict).toMatchObject({
      key: 'not-conclusive',
      leader: 'b',
      votes: 53,
      decisive: 48,
      ties: 4,
      bothBad: 1,
    })
    expect(verdict.winRate.share).toBeCloseTo(0.625, 12)
    expect(verdict.winRate.low).toBeCloseTo(0.4836, 4)
    expect(verdict.winRate.high).toBeCloseTo(0.7478, 4)
    expect(verdict.p).toBeCloseTo(0.1114, 4)
    // At this rate the evidence of SciPy's beta function passes 20 after 100 votes more.
    expect(verdict.evidence).toBeCloseTo(1.4520044386196271, 9)
    expect(verdict.votesNeeded).toBe(100)
  })

  it('60 for a, 40 for b: 0.502–0.691, p = 0.0569', () => {
    const { winRate, p, key } = votes(60, 40)
    expect([winRate.low, winRate.high].map((limit) => limit.toFixed(3))).toEqual(['0.502', '0.691'])
    expect(p).toBeCloseTo(0.0569, 4)
    expect(key).toBe('not-conclusive')
  })

  it('is settled by evidence, not by a p-value that somebody happened to look at', () => {
    // 15 to 5: p = 0.0414, and yet the evidence is below 20.
    expect(votes(15, 5)).toMatchObject({ key: 'not-conclusive' })
    expect(votes(15, 5).p).toBeCloseTo(0.0414, 4)
    expect(votes(12, 0)).toMatchObject({ key: 'a-better', leader: 'a', votesNeeded: 0 })
    expect(votes(10, 35)).toMatchObject({ key: 'b-better' })
  })

  it('gives no verdict below 12 decisive votes, ties or not', () => {
    expect(votes(8, 2)).toMatchObject({ key: 'not-enough-votes' })
    expect(votes(8, 2).p).toBeCloseTo(0.1094, 4)
    expect(votes(11, 0, 100)).toMatchObject({ key: 'not-enough-votes', votesNeeded: 1 })
    expect(votes(0, 0)).toMatchObject({ key: 'not-enough-votes', leader: null, votesNeeded: 12 })
  })

  it('says when both are even, and when the session has not reached its target', () => {
    expect(votes(10, 10)).toMatchObject({ key: 'even', leader: null, votesNeeded: null })
    expect(judgeVotes({ a: 12, b: 0, ties: 0, bothBad: 0 }, 40)).toMatchObject({ isInterim: true })
    expect(judgeVotes({ a: 30, b: 10, ties: 0, bothBad: 0 }, 40)).toMatchObject({ isInterim: false })
  })
})

describe('several variants', () => {
  const pair = (first: number, second: number, firstWins: number, secondWins: number, ties = 0) => ({
    ...{ first, second, firstWins, secondWins, ties },
  })

  it('names a leader that beats each other one, minding how many there are', () => {
    const clear = [pair(0, 1, 5, 25), pair(0, 2, 12, 12), pair(1, 2, 24, 6)]
    const verdict = judgeRanking(3, clear, true)
    expect(verdict).toMatchObject({ key: 'leader', votes: 84 })
    expect(verdict.order[0]).toBe(1)
    expect(verdict.lead?.p).toBeLessThan(0.05)
    expect(verdict.lead?.low).toBeGreaterThan(0)
  })

  it('names none where the first may not be the best, nor before all votes are cast', () => {
    const close = [pair(0, 1, 10, 12, 3), pair(0, 2, 12, 10, 3), pair(1, 2, 12, 9, 1)]
    expect(judgeRanking(3, close, true).key).toBe('not-conclusive')
    expect(judgeRanking(3, close, false).key).toBe('interim')
  })

  it('gives no verdict on few votes, or where somebody never lost', () => {
    expect(judgeRanking(3, [pair(0, 1, 10, 12), pair(0, 2, 2, 1)], true)).toMatchObject({
      key: 'not-enough-votes',
      votesNeeded: 9,
      order: [],
    })
    expect(judgeRanking(2, [pair(0, 1, 20, 0)], true).key).toBe('not-determined')
  })
})
