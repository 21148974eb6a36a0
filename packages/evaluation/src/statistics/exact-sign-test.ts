import { incompleteBeta } from './special-functions.ts'

/**
 * How likely a split at least as uneven as `first` : `second` is when both are equally likely: the two-sided p of the
 * binomial test with p = ½. 1 where there is nothing to count. Conover 1999, "Practical Nonparametric Statistics", 3.4.
 */
export function exactSignTest(first: number, second: number): number {
  const total = first + second
  const smaller = Math.min(first, second)
  if (total === 0 || first === second) return 1
  // P(X ≤ k) of Binomial(n, ½) is I½(n − k, k + 1).
  return Math.min(1, 2 * incompleteBeta(0.5, total - smaller, smaller + 1))
}
