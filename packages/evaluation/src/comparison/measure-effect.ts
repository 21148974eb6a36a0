import type { Score } from '@trialogue/contract'
import { outcomeOf } from './case-outcome.ts'
import { type ComparedCase, type Comparison, compareCases } from './compare-cases.ts'
import { compareFigures, type FigureComparison } from './compare-figures.ts'
import { compareSlices, type SliceComparison } from './compare-slices.ts'

/** One scored generation of a case, and what it took. */
export interface EffectSample {
  readonly score: Pick<Score, 'category' | 'isPass'>
  /** Null where it is not known. */
  readonly completionTokens: number | null
  readonly latencyMs: number | null
}

/** The same case without and with what is measured, as chain-of-thought off and on. */
export interface EffectCase {
  readonly itemIndex: number
  readonly without: readonly EffectSample[]
  readonly with: readonly EffectSample[]
}

export interface Effect extends Comparison {
  /** Of what each case took, by the mean of its samples; only cases of which it is known on both sides. */
  readonly tokens: FigureComparison
  readonly latencyMs: FigureComparison
  /** The comparison within groups of cases, as by number of steps. */
  readonly slices: readonly SliceComparison[]
}

/** What a switch changes on a dataset: cases fixed and broken, and what is paid for it. */
export function measureEffect(cases: readonly EffectCase[], sliceOf: (itemIndex: number) => string): Effect {
  const compared = cases.map(
    (one): ComparedCase => ({
      itemIndex: one.itemIndex,
      first: one.without.map(({ score }) => outcomeOf(score)),
      second: one.with.map(({ score }) => outcomeOf(score)),
    }),
  )
  return {
    ...compareCases(compared),
    tokens: compareFigures(pairsOf(cases, 'completionTokens')),
    latencyMs: compareFigures(pairsOf(cases, 'latencyMs')),
    slices: compareSlices(compared, sliceOf),
  }
}

function pairsOf(cases: readonly EffectCase[], figure: 'completionTokens' | 'latencyMs') {
  return cases.flatMap((one): [number, number][] => {
    const [before, after] = [meanOf(one.without, figure), meanOf(one.with, figure)]
    return before === null || after === null ? [] : [[before, after]]
  })
}

function meanOf(samples: readonly EffectSample[], figure: 'completionTokens' | 'latencyMs'): number | null {
  const values = samples.flatMap((sample) => sample[figure] ?? [])
  if (values.length === 0 || values.length < samples.length) return null
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
