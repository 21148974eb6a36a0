import { adjustForComparisons } from '../statistics/adjust-for-comparisons.ts'
import {
  fitBradleyTerry,
  type PairVotes,
  type Ranking,
  type StrengthDifference,
} from '../statistics/bradley-terry.ts'

/** Votes that each variant must have been part of. */
export const FEWEST_PER_VARIANT = 12
const ALPHA = 0.05

/**
 * `not-enough-votes`: no verdict. `not-determined`: somebody has won or lost every vote, or was never compared with the
 * rest. `interim`: more votes are meant to be cast, and looking early finds too much. `leader`: one is better than every
 * other; `not-conclusive`: the first may not be.
 */
export type RankingVerdictKey =
  | 'not-enough-votes'
  | 'not-determined'
  | 'interim'
  | 'not-conclusive'
  | 'leader'

/** One sentence's worth of data about a session of several variants; the words are the page's. */
export interface RankingVerdict {
  readonly key: RankingVerdictKey
  readonly votes: number
  /** Places in the list of variants, the strongest first; empty where there is no ranking. */
  readonly order: readonly number[]
  /** Null where there is none. */
  readonly ranking: Ranking | null
  /** The strongest against the next one, with a p that minds how many it was compared with (Holm). */
  readonly lead: StrengthDifference | null
  /** Votes that the variant with the fewest lacks. */
  readonly votesNeeded: number
}

/** Which of several variants is preferred, by Bradley and Terry with ties. `isComplete`: no more votes will be cast. */
export function judgeRanking(
  variantCount: number,
  votes: readonly PairVotes[],
  isComplete: boolean,
): RankingVerdict {
  const perVariant = Array.from({ length: variantCount }, (_, variant) =>
    votes.reduce((sum, pair) => sum + (isPart(variant, pair) ? countVotes(pair) : 0), 0),
  )
  const votesNeeded = Math.max(0, FEWEST_PER_VARIANT - Math.min(...perVariant))
  const total = votes.reduce((sum, pair) => sum + countVotes(pair), 0)
  const ranking = fitBradleyTerry(variantCount, votes)
  const empty = { votes: total, order: [], ranking: null, lead: null, votesNeeded }
  if (votesNeeded > 0) return { ...empty, key: 'not-enough-votes' }
  if (ranking === null) return { ...empty, key: 'not-determined' }
  const order = rankPlaces(ranking)
  const lead = measureLead(ranking, order)
  const isLeader = isClear(ranking, order)
  const key = isComplete ? (isLeader ? 'leader' : 'not-conclusive') : 'interim'
  return { key, votes: total, order, ranking, lead, votesNeeded }
}

const isPart = (variant: number, { first, second }: PairVotes) => first === variant || second === variant
const countVotes = ({ firstWins, secondWins, ties }: PairVotes) => firstWins + secondWins + ties

function rankPlaces({ strengths }: Ranking): number[] {
  const strengthOf = (place: number) => strengths[place]?.strength ?? 0
  return strengths.map((_, place) => place).sort((one, other) => strengthOf(other) - strengthOf(one))
}

/** The p-values of the strongest against each other one, in their order. */
function adjustedLead(ranking: Ranking, [leader = 0, ...others]: readonly number[]): number[] {
  return adjustForComparisons(others.map((other) => ranking.compare(leader, other).p))
}

function measureLead(ranking: Ranking, order: readonly number[]): StrengthDifference | null {
  const [leader, next] = order
  if (leader === undefined || next === undefined) return null
  return { ...ranking.compare(leader, next), p: adjustedLead(ranking, order)[0] ?? 1 }
}

function isClear(ranking: Ranking, order: readonly number[]): boolean {
  return adjustedLead(ranking, order).every((p) => p < ALPHA)
}
