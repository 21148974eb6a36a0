import type { Experiment, ExperimentStatus } from '@trialogue/contract'
import type { CellCounts, StoredExperiment, VariantCost } from '@trialogue/store'
import type { Pace } from './pace.ts'

interface Standing {
  readonly counts: CellCounts
  readonly costs: readonly VariantCost[]
  /** Of the driver; null where none is under way. */
  readonly pace: Pace | null
}

export function describeExperiment(stored: StoredExperiment, standing: Standing): Experiment {
  const { states, unscored } = standing.counts
  const left = states.pending + states.running
  const { number: _, intent: __, ...kept } = stored
  const isRunning = standing.pace !== null && stored.intent === 'run' && stored.finishedAt === null
  return {
    ...kept,
    scorers: [...stored.scorers],
    status: statusOf(stored, isRunning),
    counts: { total: left + states.done + states.failed, ...states, unscored },
    remainingMs: isRunning ? standing.pace.remainingMs(left === 0 ? unscored : left) : null,
    costs: estimateCosts(stored, standing.costs),
  }
}

function statusOf({ intent, finishedAt }: StoredExperiment, isRunning: boolean): ExperimentStatus {
  if (intent === 'cancelled') return 'cancelled'
  if (finishedAt !== null) return 'completed'
  if (intent === 'paused') return 'paused'
  return isRunning ? 'running' : 'queued'
}

function estimateCosts({ setup, itemCount }: StoredExperiment, costs: readonly VariantCost[]) {
  const cellsPerVariant = itemCount * setup.samples
  return Array.from(
    Map.groupBy(costs, ({ currency }) => currency),
    ([currency, ofCurrency]) => ({
      currency,
      spent: ofCurrency.reduce((sum, { amount }) => sum + amount, 0),
      estimated: ofCurrency.reduce((sum, { amount, cells }) => sum + (amount / cells) * cellsPerVariant, 0),
    }),
  )
}
