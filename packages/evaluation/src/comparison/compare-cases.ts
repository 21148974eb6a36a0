import type { PairedCounts } from '../statistics/exact-mcnemar.ts'
import { type Difference, pairedMeanDifference } from '../statistics/paired-difference.ts'
import { judgePaired, type PairedVerdict } from '../verdicts/paired-verdict.ts'
import { type CaseOutcome, passRate } from './case-outcome.ts'

/** What two variants, or two experiments, made of the same case: an outcome for each sample. */
export interface ComparedCase {
  readonly itemIndex: number
  readonly first: readonly CaseOutcome[]
  readonly second: readonly CaseOutcome[]
}

/** `unjudged`: one of the two is missing or has no score. */
export type CaseChange = 'fixed' | 'broken' | 'both-right' | 'both-wrong' | 'unjudged'

export interface CaseComparison {
  readonly itemIndex: number
  readonly change: CaseChange
  /** Shares of the samples that passed; null where nobody knows. */
  readonly firstRate: number | null
  readonly secondRate: number | null
}

export interface Comparison {
  /** In the order given. */
  readonly cases: readonly CaseComparison[]
  readonly counts: PairedCounts
  /** Left out of everything above: a missing case is not a passing one, and not a failing one. */
  readonly unjudged: number
  /** Cases in which any sample came to no answer. They count as not passed. */
  readonly noAnswers: { readonly first: number; readonly second: number }
  readonly verdict: PairedVerdict
  /** Of the shares that passed, where cases have several samples: it sees what the majority hides. Null otherwise. */
  readonly rateDifference: Difference | null
}

/**
 * Two variants by case: what the second one fixed and what it broke, never only the averages. Of several samples of a
 * case, more than half must pass.
 */
export function compareCases(compared: readonly ComparedCase[]): Comparison {
  const cases = compared.map(compareCase)
  const count = (change: CaseChange) => cases.filter((one) => one.change === change).length
  const counts = {
    bothRight: count('both-right'),
    fixed: count('fixed'),
    broken: count('broken'),
    bothWrong: count('both-wrong'),
  }
  const silent = (side: 'first' | 'second') =>
    compared.filter((one) => one[side].includes('no-answer')).length
  const isSampled = compared.some(({ first, second }) => first.length > 1 || second.length > 1)
  return {
    cases,
    counts,
    unjudged: count('unjudged'),
    noAnswers: { first: silent('first'), second: silent('second') },
    verdict: judgePaired(counts),
    rateDifference: isSampled ? pairedMeanDifference(rateDifferences(cases)) : null,
  }
}

function compareCase({ itemIndex, first, second }: ComparedCase): CaseComparison {
  const [firstRate, secondRate] = [passRate(first), passRate(second)]
  return { itemIndex, change: changeOf(firstRate, secondRate), firstRate, secondRate }
}

function changeOf(firstRate: number | null, secondRate: number | null): CaseChange {
  if (firstRate === null || secondRate === null) return 'unjudged'
  const [before, after] = [firstRate > 0.5, secondRate > 0.5]
  if (before === after) return before ? 'both-right' : 'both-wrong'
  return after ? 'fixed' : 'broken'
}

function rateDifferences(cases: readonly CaseComparison[]): number[] {
  return cases.flatMap(({ firstRate, secondRate }) =>
    firstRate === null || secondRate === null ? [] : [secondRate - firstRate],
  )
}
