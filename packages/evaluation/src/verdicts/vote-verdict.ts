import { exactSignTest } from '../statistics/exact-sign-test.ts'
import { SETTLED_EVIDENCE, voteEvidence, votesToSettle } from '../statistics/vote-evidence.ts'
import { wilsonInterval } from '../statistics/wilson-interval.ts'
import type { VoteTally } from '../votes/tally-cases.ts'
import type { Share } from './paired-verdict.ts'

/** Fewer decisive votes settle nothing even when all agree: 12 of 12 are the first that do. */
export const FEWEST_DECISIVE = 12

/**
 * `not-enough-votes`: no verdict. `not-conclusive`: what was found may be chance. `a-better`, `b-better`: settled, and
 * stays so however often somebody looks. `even`: as many votes for each.
 */
export type VoteVerdictKey = 'not-enough-votes' | 'even' | 'not-conclusive' | 'a-better' | 'b-better'

/** One sentence's worth of data about a session of two variants; the words are the page's. */
export interface VoteVerdict {
  readonly key: VoteVerdictKey
  readonly votes: number
  readonly decisive: number
  readonly ties: number
  readonly bothBad: number
  /** Null where neither leads. */
  readonly leader: 'a' | 'b' | null
  /** Of the decisive votes; of `a` where neither leads. */
  readonly winRate: Share
  /** Exact, two-sided, for a session of fixed size: who looks after every vote goes by the evidence instead. */
  readonly p: number
  /** The e-value; settled at 20. */
  readonly evidence: number
  /** About how many more decisive votes would settle it at this rate; null where none would within reach. */
  readonly votesNeeded: number | null
  /** More were meant to be cast. */
  readonly isInterim: boolean
}

/** Whether one of two variants is preferred. `target`: how many votes were meant to be cast, null for no such number. */
export function judgeVotes({ a, b, ties, bothBad }: VoteTally, target: number | null = null): VoteVerdict {
  const decisive = a + b
  const votes = decisive + ties + bothBad
  const leader = a === b ? null : a > b ? 'a' : 'b'
  const wins = leader === 'b' ? b : a
  const evidence = voteEvidence(a, b)
  const key = decide(decisive, leader, evidence)
  return {
    key,
    votes,
    decisive,
    ties,
    bothBad,
    leader,
    winRate: { share: decisive === 0 ? 0.5 : wins / decisive, ...wilsonInterval(wins, decisive) },
    p: exactSignTest(a, b),
    evidence,
    votesNeeded: countNeeded(key, a, b),
    isInterim: target !== null && votes < target,
  }
}

function decide(decisive: number, leader: 'a' | 'b' | null, evidence: number): VoteVerdictKey {
  if (decisive < FEWEST_DECISIVE) return 'not-enough-votes'
  if (leader === null) return 'even'
  if (evidence < SETTLED_EVIDENCE) return 'not-conclusive'
  return leader === 'a' ? 'a-better' : 'b-better'
}

function countNeeded(key: VoteVerdictKey, a: number, b: number): number | null {
  if (key === 'a-better' || key === 'b-better') return 0
  const forecast = votesToSettle(a, b)
  // A handful of votes tells no rate: what is certain is that fewer than twelve settle nothing.
  return key === 'not-enough-votes' ? Math.max(FEWEST_DECISIVE - a - b, forecast ?? 0) : forecast
}
