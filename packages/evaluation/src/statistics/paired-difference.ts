import type { PairedCounts } from './exact-mcnemar.ts'
import { DEFAULT_CONFIDENCE, type Interval } from './interval.ts'
import { studentQuantile } from './special-functions.ts'
import { wilsonInterval } from './wilson-interval.ts'

export interface Difference extends Interval {
  /** Second minus first. */
  readonly difference: number
}

/**
 * By how much the share of right cases changes from the first condition to the second, with an interval that minds
 * that both saw the same cases: method 10 of Newcombe 1998, "Improved confidence intervals for the difference between
 * binomial proportions based on paired data", Statistics in Medicine 17. Without cases: 0, from −1 to 1.
 */
export function pairedShareDifference(
  counts: PairedCounts,
  confidence: number = DEFAULT_CONFIDENCE,
): Difference {
  const { bothRight, fixed, broken, bothWrong } = counts
  const total = bothRight + fixed + broken + bothWrong
  if (total === 0) return { difference: 0, low: -1, high: 1 }
  const shares = [bothRight + fixed, bothRight + broken].map((right) => ({
    share: right / total,
    ...wilsonInterval(right, total, confidence),
  }))
  const [second, first] = shares
  if (second === undefined || first === undefined) throw new RangeError('There are two conditions.')
  const phi = correlation(counts)
  const spread = (up: number, down: number) => Math.sqrt(up * up - 2 * phi * up * down + down * down)
  const difference = second.share - first.share
  return {
    difference,
    low: difference - spread(second.share - second.low, first.high - first.share),
    high: difference + spread(second.high - second.share, first.share - first.low),
  }
}

/** How far the two conditions agree on cases, from −1 to 1, with Newcombe's correction where it is positive. */
function correlation({ bothRight, fixed, broken, bothWrong }: PairedCounts): number {
  const total = bothRight + fixed + broken + bothWrong
  const margins = (bothRight + broken) * (fixed + bothWrong) * (bothRight + fixed) * (broken + bothWrong)
  if (margins === 0) return 0
  const product = bothRight * bothWrong - fixed * broken
  const corrected = product > 0 ? Math.max(product - total / 2, 0) : product
  return corrected / Math.sqrt(margins)
}

/**
 * The mean of differences between pairs of values, with Student's interval (Student 1908, Biometrika 6). Null below
 * two pairs: one difference says nothing about how they vary.
 */
export function pairedMeanDifference(
  differences: readonly number[],
  confidence: number = DEFAULT_CONFIDENCE,
): Difference | null {
  const count = differences.length
  if (count < 2) return null
  const mean = differences.reduce((sum, value) => sum + value, 0) / count
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1)
  const half = studentQuantile(0.5 + confidence / 2, count - 1) * Math.sqrt(variance / count)
  return { difference: mean, low: mean - half, high: mean + half }
}
