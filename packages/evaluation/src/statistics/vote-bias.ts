import { type Correlation, correlate } from './correlation.ts'
import { exactSignTest } from './exact-sign-test.ts'
import { DEFAULT_CONFIDENCE, type Interval } from './interval.ts'
import { wilsonInterval } from './wilson-interval.ts'

/** How often something won that should not matter, with its interval and the two-sided p of the sign test. */
export interface Preference extends Interval {
  readonly count: number
  readonly wins: number
  /** 0.5 where it does not matter, and where nothing is known. */
  readonly share: number
  readonly p: number
}

/**
 * Whether the side on which an answer stood decided: sides are drawn by chance, so that of the decisive votes half go to
 * the left one. Exact sign test; Wilson's interval.
 */
export function positionBias(
  leftWins: number,
  rightWins: number,
  confidence: number = DEFAULT_CONFIDENCE,
): Preference {
  return preferenceOf(leftWins, rightWins, confidence)
}

/** One vote, and the lengths of the two answers in whatever unit. */
export interface LengthVote {
  readonly firstLength: number
  readonly secondLength: number
  readonly winner: 'first' | 'second' | 'tie'
}

export interface LengthEffect {
  /** How often the longer answer won; ties and answers of the same length tell nothing. */
  readonly longer: Preference
  /** How much longer the second answer is, against its winning (1), tying (0), losing (−1); null for too little. */
  readonly correlation: Correlation | null
}

/**
 * Whether votes go with length: a confounder, as Dubois et al. 2024 show ("Length-controlled AlpacaEval"). No proof that
 * length decided: longer answers may be the better ones.
 */
export function lengthEffect(
  votes: readonly LengthVote[],
  confidence: number = DEFAULT_CONFIDENCE,
): LengthEffect {
  const wonBy = (isLonger: boolean) =>
    votes.filter(({ firstLength, secondLength, winner }) => {
      if (winner === 'tie' || firstLength === secondLength) return false
      const isLongerWinner = (winner === 'first') === firstLength > secondLength
      return isLongerWinner === isLonger
    }).length
  const outcomes = { first: -1, tie: 0, second: 1 } as const
  const pairs = votes.map(
    ({ firstLength, secondLength, winner }) => [secondLength - firstLength, outcomes[winner]] as const,
  )
  return {
    longer: preferenceOf(wonBy(true), wonBy(false), confidence),
    correlation: correlate(pairs, confidence),
  }
}

function preferenceOf(wins: number, losses: number, confidence: number): Preference {
  const count = wins + losses
  return {
    count,
    wins,
    share: count === 0 ? 0.5 : wins / count,
    p: exactSignTest(wins, losses),
    ...wilsonInterval(wins, count, confidence),
  }
}
