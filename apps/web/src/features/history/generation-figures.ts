import type { Generation, GenerationStep } from '@trialogue/contract'

type GenerationFigures = {
  /** From the start of the first call to its first token. */
  readonly ttftMs: number | null
  /** Reading and writing, all calls together, without waiting in the queue. */
  readonly durationMs: number | null
  readonly promptTokens: number | null
  readonly completionTokens: number | null
  /** A server did not tell how many tokens there were, so that they were counted by what came of them. */
  readonly isEstimated: boolean
}

/** All calls of a generation added up; null is "not known", never 0. */
export function generationFigures({ steps }: Pick<Generation, 'steps'>): GenerationFigures {
  return {
    ttftMs: steps[0]?.timings?.ttftMs ?? null,
    durationMs: sum(steps, ({ timings }) =>
      timings === null ? undefined : timings.prefillMs + timings.decodeMs,
    ),
    promptTokens: sum(steps, ({ usage }) => usage?.promptTokens),
    completionTokens: sum(steps, ({ usage }) => usage?.completionTokens),
    isEstimated: steps.some(({ usage }) => usage?.isEstimated === true),
  }
}

function sum(
  steps: readonly GenerationStep[],
  read: (step: GenerationStep) => number | undefined,
): number | null {
  const known = steps.map(read).filter((value) => value !== undefined)
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0)
}
