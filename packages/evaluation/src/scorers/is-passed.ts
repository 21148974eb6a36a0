import type { PassRange, ScorerConfig } from '@trialogue/contract'

/** Whether a value passes, as the experiment asks for; null for a figure or a category that nobody set limits for. */
export function isPassed(
  value: boolean | number | string,
  { pass, isNegated }: Pick<ScorerConfig, 'pass' | 'isNegated'>,
): boolean | null {
  const passed = judge(value, pass)
  return passed === null ? null : passed !== isNegated
}

function judge(value: boolean | number | string, pass: PassRange | null): boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string' || pass === null) return null
  return (pass.min === null || value >= pass.min) && (pass.max === null || value <= pass.max)
}
