import type { Generation, GenerationStep } from '@trialogue/contract'

export type GenerationMetrics = {
  /** From the start of the first call to its first token. */
  readonly ttftMs: number | null
  /** Tokens written over the time spent writing them, all calls together. */
  readonly tokensPerSecond: number | null
  /** What all calls read and wrote. */
  readonly promptTokens: number | null
  readonly completionTokens: number | null
  /** A server did not tell how many tokens there were, so that they were counted by what came of them. */
  readonly isEstimated: boolean
}

/** The figures under a column; null is "not known (yet)", never 0. */
export function generationMetrics({ steps }: Generation): GenerationMetrics {
  const decodeMs = sum(steps, (step) => step.timings?.decodeMs)
  const timed = steps.filter((step) => step.timings !== null)
  const timedTokens = sum(timed, (step) => step.usage?.completionTokens)
  return {
    ttftMs: steps[0]?.timings?.ttftMs ?? null,
    tokensPerSecond:
      decodeMs === null || timedTokens === null || decodeMs === 0 ? null : (timedTokens * 1000) / decodeMs,
    promptTokens: sum(steps, (step) => step.usage?.promptTokens),
    completionTokens: sum(steps, (step) => step.usage?.completionTokens),
    isEstimated: steps.some(({ usage }) => usage?.isEstimated === true),
  }
}

/** Wall-clock time of one call, null while it goes on. */
export function stepDurationMs({ timings }: GenerationStep): number | null {
  return timings === null ? null : timings.prefillMs + timings.decodeMs
}

function sum(
  steps: readonly GenerationStep[],
  read: (step: GenerationStep) => number | undefined,
): number | null {
  const known = steps.map(read).filter((value) => value !== undefined)
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0)
}
