import { incompleteBeta } from './special-functions.ts'

export interface PowerOptions {
  /** The chance that a difference of this size is found. */
  readonly power?: number
  /** The chance that one is found where there is none. */
  readonly alpha?: number
}

/** Beyond it no number is given. */
const MOST_VOTES = 5_000

/**
 * How many decisive votes a session of fixed size needs, so that the exact sign test finds out in four sessions of five
 * that one side wins at `winRate`: the smallest number with the power asked for. Null where it would be more than 5,000.
 * Conover 1999, "Practical Nonparametric Statistics", 3.4; Chernick & Liu 2002, "The saw-toothed behavior of power".
 */
export function votesForPower(
  winRate: number,
  { power = 0.8, alpha = 0.05 }: PowerOptions = {},
): number | null {
  const rate = Math.max(winRate, 1 - winRate)
  let critical = 0
  for (let votes = 1; votes <= MOST_VOTES; votes++) {
    // With one vote more the limit stays where it is or moves up by one.
    while (critical <= votes && 2 * atLeast(critical, votes, 0.5) > alpha) critical += 1
    if (critical > votes) continue
    if (atLeast(critical, votes, rate) + atLeast(critical, votes, 1 - rate) >= power) return votes
  }
  return null
}

/**
 * How many cases two variants must be compared on, so that the exact test of McNemar finds a difference of this size:
 * as many as give the votes that the sign test needs. `fixedShare` and `brokenShare` are of all cases.
 */
export function casesForPower(
  fixedShare: number,
  brokenShare: number,
  options: PowerOptions = {},
): number | null {
  const changed = fixedShare + brokenShare
  if (changed === 0) return null
  const votes = votesForPower(fixedShare / changed, options)
  return votes === null ? null : Math.ceil(votes / changed)
}

/** P(X ≥ k) of Binomial(n, p). */
function atLeast(k: number, n: number, p: number): number {
  return k <= 0 ? 1 : incompleteBeta(p, k, n - k + 1)
}
