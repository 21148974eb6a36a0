import type {
  CellState,
  Estimate,
  ExperimentResult,
  ScorerSummary,
  VariantSummary,
} from '@trialogue/contract'
import { pairedMeanDifference, wilsonInterval } from '@trialogue/evaluation'
import type { CaseScore, CellFigures, StoredExperiment } from '@trialogue/store'

/** The figures of each variant, in all and by slice. */
export function summariseExperiment(
  experiment: StoredExperiment,
  figures: readonly CellFigures[],
  scores: readonly CaseScore[],
): ExperimentResult {
  const summarise = (ofFigures: readonly CellFigures[], ofScores: readonly CaseScore[]) =>
    experiment.setup.variants.map(({ id }, index) =>
      summariseVariant(
        experiment,
        id,
        ofFigures.filter(({ variantIndex }) => variantIndex === index),
        ofScores.filter(({ variantIndex }) => variantIndex === index),
      ),
    )
  const slices = [...new Set(figures.flatMap(({ slice }) => slice ?? []))].sort(bySlice)
  const scoresBySlice = Map.groupBy(scores, ({ slice }) => slice)
  return {
    revision: experiment.revision,
    variants: summarise(figures, scores),
    slices: slices.map((slice) => ({
      slice,
      variants: summarise(
        figures.filter((one) => one.slice === slice),
        scoresBySlice.get(slice) ?? [],
      ),
    })),
  }
}

/** Numbers by their value, before all else. */
function bySlice(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}

function summariseVariant(
  { scorers }: StoredExperiment,
  variantId: string,
  figures: readonly CellFigures[],
  scores: readonly CaseScore[],
): VariantSummary {
  const sum = (count: (one: CellFigures) => number) => figures.reduce((total, one) => total + count(one), 0)
  const state = (name: CellState) => sum(({ states }) => states[name])
  const priced = figures.flatMap(({ cost }) => cost ?? [])
  const [first] = priced
  const rated = sum(({ ratings }) => ratings.count)
  return {
    variantId,
    cells: {
      pending: state('pending'),
      running: state('running'),
      done: state('done'),
      failed: state('failed'),
    },
    extractionFailures: sum(({ extractionFailures }) => extractionFailures),
    promptTokens: sum(({ promptTokens }) => promptTokens),
    completionTokens: sum(({ completionTokens }) => completionTokens),
    latency: summariseLatency(figures.flatMap(({ latenciesMs }) => latenciesMs)),
    cost:
      first === undefined
        ? null
        : {
            currency: first.currency,
            amount: priced.reduce((total, { amount }) => total + amount, 0),
          },
    scorers: scorers.map(({ name }) =>
      summariseScorer(
        name,
        scores.filter((score) => score.name === name),
      ),
    ),
    rating: rated === 0 ? null : { count: rated, mean: sum(({ ratings }) => ratings.sum) / rated },
  }
}

function summariseLatency(latencies: readonly number[]): VariantSummary['latency'] {
  if (latencies.length === 0) return null
  const sorted = latencies.toSorted((one, other) => one - other)
  const totalMs = sorted.reduce((sum, one) => sum + one, 0)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { totalMs, meanMs: totalMs / sorted.length, medianMs: at(0.5), p95Ms: at(0.95) }
}

function summariseScorer(name: string, scores: readonly CaseScore[]): ScorerSummary {
  const sum = (count: (one: CaseScore) => number) => scores.reduce((total, one) => total + count(one), 0)
  // A case without any answer says nothing about numbers; of passing it says that it did not.
  const isPassing = scores.some(({ pass }) => pass !== null)
  const shares = isPassing ? scores.flatMap(({ pass, noAnswer }) => pass ?? (noAnswer > 0 ? 0 : [])) : []
  const passed = shares.reduce((total, one) => total + one, 0)
  return {
    name,
    scored: sum(({ scored }) => scored),
    noAnswer: sum(({ noAnswer }) => noAnswer),
    noReference: sum(({ noReference }) => noReference),
    errors: sum(({ errors }) => errors),
    passRate:
      shares.length === 0
        ? null
        : {
            value: passed / shares.length,
            ...wilsonInterval(passed, shares.length),
            passed,
            cases: shares.length,
          },
    mean: estimateMean(scores.flatMap(({ amount }) => amount ?? [])),
  }
}

/** The mean with Student's interval; null below two values. */
export function estimateMean(values: readonly number[]): Estimate | null {
  const estimate = pairedMeanDifference(values)
  return estimate === null ? null : { value: estimate.difference, low: estimate.low, high: estimate.high }
}
