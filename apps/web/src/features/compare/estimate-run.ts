import type { Column, Run } from '@trialogue/contract'
import { generationsOf } from './column-samples.tsx'

/** What a column's part of a run took, measured. */
export type ColumnMeasure = {
  readonly modelId: string
  /** From the first token read to the last one written, all samples together. */
  readonly spanMs: number
  readonly samples: number
  readonly maxTokens: number
  /** Whether any of them would have gone on: then a higher limit takes longer. */
  readonly hasHitLimit: boolean
}

/** Measures a column's part of a run, without loading and queueing; null while it goes on, and where it did not end well. */
export function measureColumn(run: Run, columnId: string): ColumnMeasure | null {
  const generations = generationsOf(run, columnId)
  const [first] = generations
  if (first === undefined) return null
  const spans = generations.map(({ status, finishReason, finishedAt, steps }) => {
    const isWhole = status === 'completed' && finishReason !== 'cancelled' && finishedAt !== null
    if (!isWhole || steps.some(({ timings }) => timings === null)) return null
    const workMs = steps.reduce(
      (sum, { timings }) => sum + (timings?.prefillMs ?? 0) + (timings?.decodeMs ?? 0),
      0,
    )
    return { from: finishedAt - workMs, to: finishedAt }
  })
  const known = spans.filter((span) => span !== null)
  if (known.length < generations.length) return null
  return {
    modelId: first.modelId,
    spanMs: Math.max(...known.map(({ to }) => to)) - Math.min(...known.map(({ from }) => from)),
    samples: generations.length,
    maxTokens: first.parameters.maxTokens,
    hasHitLimit: generations.some(({ finishReason }) => finishReason === 'length'),
  }
}

/**
 * About how long the columns would take, in milliseconds, from what their models took last: models work side by side,
 * columns of one model after each other. Null where a model has not been measured.
 */
export function estimateRunMs(
  columns: readonly Column[],
  samples: number,
  measures: readonly ColumnMeasure[],
): number | null {
  const msByModel = new Map<string, number>()
  for (const { modelId, parameters } of columns) {
    const measure = measures.findLast((candidate) => candidate.modelId === modelId)
    if (measure === undefined) return null
    const growth = measure.hasHitLimit ? parameters.maxTokens / measure.maxTokens : 1
    const ms = (measure.spanMs / measure.samples) * samples * growth
    msByModel.set(modelId, (msByModel.get(modelId) ?? 0) + ms)
  }
  return msByModel.size === 0 ? null : Math.max(...msByModel.values())
}
