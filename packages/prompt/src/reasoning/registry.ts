import type { PromptBody, ReasoningStrategyId } from '@trialogue/contract'
import type { Strategy, StrategyAvailability } from './define-strategy.ts'
import { fewShot } from './few-shot.ts'
import { off } from './off.ts'
import { zeroShot } from './zero-shot.ts'

/** Every strategy of the contract has its entry here, or this does not compile. */
export const strategies: { readonly [Id in ReasoningStrategyId]: Strategy<Id> } = {
  off,
  'zero-shot': zeroShot,
  'few-shot': fewShot,
}

/** Whether a strategy can be used with this prompt as it stands, and if not, why. */
export function strategyAvailability(id: ReasoningStrategyId, body: PromptBody): StrategyAvailability {
  return strategies[id].availability(body)
}
