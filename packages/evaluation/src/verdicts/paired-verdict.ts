import { exactMcNemar, type PairedCounts } from '../statistics/exact-mcnemar.ts'
import type { Interval } from '../statistics/interval.ts'
import { type Difference, pairedShareDifference } from '../statistics/paired-difference.ts'
import { casesForPower } from '../statistics/votes-for-power.ts'
import { wilsonInterval } from '../statistics/wilson-interval.ts'

/** Below it there is no verdict, only the table of what changed. */
export const FEWEST_CASES = 30
const ALPHA = 0.05

export interface Share extends Interval {
  readonly share: number
}

/**
 * `not-enough-cases`: no verdict. `nothing-changed`: every case came out alike. `not-conclusive`: what changed may be
 * chance. `first-better`, `second-better`: it is not.
 */
export type PairedVerdictKey =
  | 'not-enough-cases'
  | 'nothing-changed'
  | 'not-conclusive'
  | 'first-better'
  | 'second-better'

/** One sentence's worth of data about two variants on the same cases; the words are the page's. */
export interface PairedVerdict {
  readonly key: PairedVerdictKey
  readonly cases: number
  readonly fixed: number
  readonly broken: number
  /** The same under both, right or wrong. */
  readonly unchanged: number
  readonly first: Share
  readonly second: Share
  /** Second minus first. */
  readonly difference: Difference
  /** Exact, two-sided, McNemar. */
  readonly p: number
  /** About how many more cases would settle it if they went on like this; null where none would, or none are needed. */
  readonly casesNeeded: number | null
}

/**
 * Whether the second of two variants is better than the first. It says so only where the exact test and the interval
 * agree: both are figures that a reader sees.
 */
export function judgePaired(counts: PairedCounts): PairedVerdict {
  const { bothRight, fixed, broken, bothWrong } = counts
  const cases = bothRight + fixed + broken + bothWrong
  const difference = pairedShareDifference(counts)
  const p = exactMcNemar(counts)
  const key = decide(cases, counts, difference, p)
  return {
    key,
    cases,
    fixed,
    broken,
    unchanged: bothRight + bothWrong,
    first: shareOf(bothRight + broken, cases),
    second: shareOf(bothRight + fixed, cases),
    difference,
    p,
    casesNeeded: countNeeded(key, cases, counts),
  }
}

function decide(
  cases: number,
  { fixed, broken }: PairedCounts,
  { low, high }: Difference,
  p: number,
): PairedVerdictKey {
  if (cases < FEWEST_CASES) return 'not-enough-cases'
  if (fixed + broken === 0) return 'nothing-changed'
  if (p < ALPHA && low > 0) return 'second-better'
  if (p < ALPHA && high < 0) return 'first-better'
  return 'not-conclusive'
}

function countNeeded(key: PairedVerdictKey, cases: number, { fixed, broken }: PairedCounts): number | null {
  if (key === 'not-enough-cases') return FEWEST_CASES - cases
  if (key !== 'not-conclusive') return null
  const needed = casesForPower(fixed / cases, broken / cases, { alpha: ALPHA })
  return needed === null || needed <= cases ? null : needed - cases
}

function shareOf(right: number, cases: number): Share {
  return { share: cases === 0 ? 0 : right / cases, ...wilsonInterval(right, cases) }
}
