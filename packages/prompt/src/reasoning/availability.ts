import type { ModelTraits, StrategyAvailability, UnavailableReason } from './define-strategy.ts'

export const available: StrategyAvailability = { isAvailable: true }

export function unavailable(reason: UnavailableReason): StrategyAvailability {
  return { isAvailable: false, reason }
}

/** For what goes on from the model's own words: a model that takes turns must let its turn be begun for it. */
export function needsAssistantPrefix(model: ModelTraits | null): StrategyAvailability {
  if (model === null || model.kind === 'base' || model.capabilities.assistantPrefix) return available
  return unavailable('no-assistant-prefix')
}
