import type { CaseChange, ComparisonVerdict, ExperimentComparison } from '@trialogue/contract'
import { type CaseOutcome, compareCases, compareFigures, FEWEST_CASES } from '@trialogue/evaluation'
import type { CaseScore } from '@trialogue/store'
import { estimateMean } from './summarise.ts'

/** A case under both; the places are those of the experiments it is in. */
interface ScorePair {
  readonly base: CaseScore
  readonly other: CaseScore
}

export interface ScoreComparison {
  readonly comparison: ExperimentComparison
  /** In the order of the base's cases. */
  readonly cases: readonly (ScorePair & { readonly change: CaseChange })[]
}

const alpha = 0.05

/** Pairs the cases of two variants: the same revision of a row is the same case. */
export function compareCaseScores(
  base: readonly CaseScore[],
  other: readonly CaseScore[],
  direction: 'higher' | 'lower' | null,
): ScoreComparison {
  const byRow = new Map(other.map((score) => [score.rowNumber, score]))
  const pairs = base
    .flatMap((score): ScorePair[] => {
      const partner = byRow.get(score.rowNumber)
      return partner === undefined ? [] : [{ base: score, other: partner }]
    })
    .sort((one, two) => one.base.itemIndex - two.base.itemIndex)
  const elsewhere = base.length + other.length - 2 * pairs.length
  const isPassing = [...base, ...other].some(({ pass }) => pass !== null)
  return isPassing ? compareShares(pairs, elsewhere) : compareMeans(pairs, elsewhere, direction)
}

function compareShares(pairs: readonly ScorePair[], elsewhere: number): ScoreComparison {
  const { cases, counts, unjudged, verdict, rateDifference } = compareCases(
    pairs.map(({ base, other }, itemIndex) => ({
      itemIndex,
      first: outcomesOf(base),
      second: outcomesOf(other),
    })),
  )
  const difference = rateDifference ?? verdict.difference
  const isPaired = verdict.cases > 0
  const share = ({ share: value, low, high }: typeof verdict.first) => ({ value, low, high })
  return {
    comparison: {
      kind: 'share',
      cases: {
        unchangedRight: counts.bothRight,
        unchangedWrong: counts.bothWrong,
        fixed: counts.fixed,
        broken: counts.broken,
        unpaired: unjudged,
        elsewhere,
      },
      base: isPaired ? share(verdict.first) : null,
      other: isPaired ? share(verdict.second) : null,
      difference: isPaired
        ? { value: difference.difference, low: difference.low, high: difference.high }
        : null,
      pValue: verdict.fixed + verdict.broken === 0 ? null : verdict.p,
      verdict: verdict.key,
      casesNeeded: verdict.casesNeeded,
      ...spentOf(pairs),
    },
    cases: pairs.map((pair, index) => ({ ...pair, change: changeNames[cases[index]?.change ?? 'unjudged'] })),
  }
}

const changeNames = {
  fixed: 'fixed',
  broken: 'broken',
  'both-right': 'unchanged',
  'both-wrong': 'unchanged',
  unjudged: 'unpaired',
} as const

/** An outcome for each sample. */
function outcomesOf({ scored, passed, noAnswer, noReference, errors }: CaseScore): CaseOutcome[] {
  const times = (outcome: CaseOutcome, count: number) => Array.from({ length: count }, () => outcome)
  return [
    ...times('passed', passed),
    ...times('failed', scored - passed),
    ...times('no-answer', noAnswer),
    ...times('unjudged', noReference + errors),
  ]
}

/** Numbers that nobody passes by: better is what the scorer says is better, or else more. */
function compareMeans(
  pairs: readonly ScorePair[],
  elsewhere: number,
  direction: 'higher' | 'lower' | null,
): ScoreComparison {
  const paired = pairs.flatMap(({ base, other }) =>
    base.amount === null || other.amount === null ? [] : [[base.amount, other.amount] as const],
  )
  const figures = compareFigures(paired)
  const sign = direction === 'lower' ? -1 : 1
  const changeOf = ({ base, other }: ScorePair): CaseChange => {
    if (base.amount === null || other.amount === null) return 'unpaired'
    if (base.amount === other.amount) return 'unchanged'
    return (other.amount - base.amount) * sign > 0 ? 'fixed' : 'broken'
  }
  const { difference, p, higher, lower, same } = figures
  const [fixed, broken] = sign === 1 ? [higher, lower] : [lower, higher]
  return {
    comparison: {
      kind: 'mean',
      cases: {
        unchangedRight: same,
        unchangedWrong: 0,
        fixed,
        broken,
        unpaired: pairs.length - paired.length,
        elsewhere,
      },
      base: estimateMean(paired.map(([first]) => first)),
      other: estimateMean(paired.map(([, second]) => second)),
      difference:
        difference === null
          ? null
          : { value: difference.difference, low: difference.low, high: difference.high },
      pValue: fixed + broken === 0 ? null : p,
      verdict: judgeMeans(figures, sign),
      casesNeeded: paired.length < FEWEST_CASES ? FEWEST_CASES - paired.length : null,
      ...spentOf(pairs),
    },
    cases: pairs.map((pair) => ({ ...pair, change: changeOf(pair) })),
  }
}

/** As for shares: only where test and interval agree. */
function judgeMeans(
  { count, higher, lower, p, difference }: ReturnType<typeof compareFigures>,
  sign: 1 | -1,
): ComparisonVerdict {
  if (count < FEWEST_CASES || difference === null) return 'not-enough-cases'
  if (higher + lower === 0) return 'nothing-changed'
  if (p >= alpha || (difference.low <= 0 && difference.high >= 0)) return 'not-conclusive'
  return difference.difference * sign > 0 ? 'second-better' : 'first-better'
}

function spentOf(pairs: readonly ScorePair[]) {
  const spent = (side: 'base' | 'other') => {
    if (pairs.length === 0) return null
    const mean = (of: (score: CaseScore) => number | null) =>
      pairs.reduce((sum, pair) => sum + (of(pair[side]) ?? 0), 0) / pairs.length
    return {
      completionTokens: mean(({ completionTokens }) => completionTokens),
      latencyMs: mean(({ latencyMs }) => latencyMs),
    }
  }
  const silent = (side: 'base' | 'other') => pairs.filter((pair) => pair[side].withoutAnswer > 0).length
  return {
    baseSpent: spent('base'),
    otherSpent: spent('other'),
    baseExtractionFailures: silent('base'),
    otherExtractionFailures: silent('other'),
  }
}
