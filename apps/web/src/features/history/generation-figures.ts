import type { Generation, GenerationStep } from '@trialogue/contract'

type GenerationFigures = {
  /** From the start of the first call to its first token. */
  readonly ttftMs: number | null
  /** Reading and writing, all calls together, without waiting in the queue. */
  readonly durationMs: number | null
  readonly promptTokens: number | null
  readonly completionTokens: number | null
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
  }
}

function sum(
  steps: readonly GenerationStep[],
  read: (step: GenerationStep) => number | undefined,
): number | null {
  const known = steps.map(read).filter((value) => value !== undefined)
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0)
}
