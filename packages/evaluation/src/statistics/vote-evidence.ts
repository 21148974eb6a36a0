import { logBeta } from './special-functions.ts'

/** Both parameters of the prior over the win rate: most weight near ½, none excluded. */
const PRIOR = 5

/** Evidence at which a session is settled: under the null it is reached at all in at most 1 of 20 sessions (Ville 1939). */
export const SETTLED_EVIDENCE = 20

/**
 * Evidence that one of two sides really wins more often, from decisive votes (ties are no evidence): an e-value, the
 * likelihood under a Beta(5, 5) mixture of win rates over that under ½. It may be looked at after every vote.
 * Johari et al. 2022, "Always valid inference", Operations Research 70; Ville 1939.
 */
export function voteEvidence(first: number, second: number): number {
  return Math.exp(logEvidence(first, second))
}

function logEvidence(first: number, second: number): number {
  return logBeta(PRIOR + first, PRIOR + second) - logBeta(PRIOR, PRIOR) + (first + second) * Math.LN2
}

/** Beyond this many more votes no forecast is given. */
const MAX_FORECAST = 2_000

/**
 * How many more decisive votes would settle it if they came in at the rate seen so far: 0 when it is settled, null
 * when at this rate it would not be within 2,000 votes, or before the first vote.
 */
export function votesToSettle(first: number, second: number): number | null {
  const seen = first + second
  if (seen === 0) return null
  const needed = Math.log(SETTLED_EVIDENCE)
  for (let more = 0; more <= MAX_FORECAST; more++) {
    const scale = (seen + more) / seen
    if (logEvidence(first * scale, second * scale) >= needed) return more
  }
  return null
}
