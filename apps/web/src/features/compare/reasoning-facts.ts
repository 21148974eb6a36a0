import type { GenerationStep } from '@trialogue/contract'
import type { TFunction } from 'i18next'
import { formatDuration } from '../../lib/format-duration.ts'
import { stepDurationMs } from './generation-metrics.ts'

/** How many tokens the calls wrote and how long that took, as far as it is known; whether a limit cut them short. */
export function reasoningFacts(
  steps: readonly GenerationStep[],
  t: TFunction<'compare'>,
  language: string,
): string[] {
  const tokens = steps.reduce((sum, { usage }) => sum + (usage?.completionTokens ?? 0), 0)
  const durations = steps.map(stepDurationMs).filter((duration) => duration !== null)
  const durationMs = durations.reduce((sum, duration) => sum + duration, 0)
  return [
    t('output.reasoningTokens', { count: tokens }),
    ...(durations.length === 0 ? [] : [formatDuration(durationMs, language)]),
    ...(steps.some(({ finishReason }) => finishReason === 'length') ? [t('reasoning.cut')] : []),
  ]
}
