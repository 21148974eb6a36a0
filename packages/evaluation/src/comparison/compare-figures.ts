import { exactSignTest } from '../statistics/exact-sign-test.ts'
import { type Difference, pairedMeanDifference } from '../statistics/paired-difference.ts'

export interface FigureComparison {
  readonly count: number
  readonly firstMean: number | null
  readonly secondMean: number | null
  /** Second minus first, mean over the cases; null below two. */
  readonly difference: Difference | null
  readonly higher: number
  readonly lower: number
  readonly same: number
  /** Of the cases that differ, as many each way as by chance: exact sign test. */
  readonly p: number
}

/** Two figures of the same cases that nobody passes or fails by, as tokens, seconds, similarity: first, second. */
export function compareFigures(pairs: readonly (readonly [number, number])[]): FigureComparison {
  const differences = pairs.map(([first, second]) => second - first)
  const higher = differences.filter((difference) => difference > 0).length
  const lower = differences.filter((difference) => difference < 0).length
  const mean = (place: 0 | 1) =>
    pairs.length === 0 ? null : pairs.reduce((sum, pair) => sum + pair[place], 0) / pairs.length
  return {
    count: pairs.length,
    firstMean: mean(0),
    secondMean: mean(1),
    difference: pairedMeanDifference(differences),
    higher,
    lower,
    same: pairs.length - higher - lower,
    p: exactSignTest(higher, lower),
  }
}
