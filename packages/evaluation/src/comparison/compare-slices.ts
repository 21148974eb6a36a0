import { adjustForComparisons } from '../statistics/adjust-for-comparisons.ts'
import { type ComparedCase, type Comparison, compareCases } from './compare-cases.ts'

export interface SliceComparison extends Comparison {
  readonly slice: string
  /** McNemar's p, minding how many slices there are (Holm): of twenty, one differs by chance. */
  readonly adjustedP: number
}

/** The comparison within each group of cases, as by number of steps or by a tag, in order of the groups' first cases. */
export function compareSlices(
  cases: readonly ComparedCase[],
  sliceOf: (itemIndex: number) => string,
): SliceComparison[] {
  const groups = Map.groupBy(cases, ({ itemIndex }) => sliceOf(itemIndex))
  const compared = Array.from(groups, ([slice, ofSlice]) => ({ slice, ...compareCases(ofSlice) }))
  const adjusted = adjustForComparisons(compared.map(({ verdict }) => verdict.p))
  return compared.map((comparison, index) => ({ ...comparison, adjustedP: adjusted[index] ?? 1 }))
}
