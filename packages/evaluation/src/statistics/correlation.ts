import { DEFAULT_CONFIDENCE, type Interval } from './interval.ts'
import { incompleteBeta, normalQuantile } from './special-functions.ts'

export interface Correlation extends Interval {
  /** −1 to 1. */
  readonly r: number
  /** Two-sided. */
  readonly p: number
}

/**
 * How far two figures go together in a straight line: Pearson's r with Student's test, and the interval of Fisher 1921,
 * "On the probable error of a coefficient of correlation". Null below four pairs, or where one figure never varies.
 */
export function correlate(
  pairs: readonly (readonly [number, number])[],
  confidence: number = DEFAULT_CONFIDENCE,
): Correlation | null {
  const count = pairs.length
  if (count < 4) return null
  const mean = (place: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[place], 0) / count
  const [left, right] = [mean(0), mean(1)]
  const sum = (term: (x: number, y: number) => number) =>
    pairs.reduce((total, [x, y]) => total + term(x - left, y - right), 0)
  const spread = Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y))
  if (spread === 0) return null
  const r = Math.max(-1, Math.min(1, sum((x, y) => x * y) / spread))
  if (Math.abs(r) === 1) return { r, p: 0, low: r, high: r }
  const half = normalQuantile(0.5 + confidence / 2) / Math.sqrt(count - 3)
  const degrees = count - 2
  // P(|T| > t) for t² = r²·degrees / (1 − r²).
  const p = incompleteBeta(1 - r * r, degrees / 2, 0.5)
  return { r, p, low: Math.tanh(Math.atanh(r) - half), high: Math.tanh(Math.atanh(r) + half) }
}
