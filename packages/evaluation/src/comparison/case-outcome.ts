import type { Score } from '@trialogue/contract'

/**
 * What one score says of a case. `no-answer` counts as not passed: a variant that says nothing has solved nothing.
 * `unjudged`: nobody knows, as when the generation failed or the case has no reference.
 */
export type CaseOutcome = 'passed' | 'failed' | 'no-answer' | 'unjudged'

export function outcomeOf({ category, isPass }: Pick<Score, 'category' | 'isPass'>): CaseOutcome {
  if (category === 'no-answer') return 'no-answer'
  if (category !== 'scored' || isPass === null) return 'unjudged'
  return isPass ? 'passed' : 'failed'
}

/** Of several samples of one case: the share that passed; null where any is missing or cannot be judged. */
export function passRate(outcomes: readonly CaseOutcome[]): number | null {
  if (outcomes.length === 0 || outcomes.includes('unjudged')) return null
  return outcomes.filter((outcome) => outcome === 'passed').length / outcomes.length
}
