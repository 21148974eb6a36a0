import type { Parameters, PromptBody, Reasoning, ReasoningStrategyId } from '@trialogue/contract'
import { cotDecoding } from './cot-decoding.ts'
import type { ModelTraits, Strategy, StrategyAvailability } from './define-strategy.ts'
import { fewShot } from './few-shot.ts'
import { leastToMost } from './least-to-most.ts'
import { native } from './native.ts'
import { off } from './off.ts'
import { planAndSolve } from './plan-and-solve.ts'
import { zeroShot } from './zero-shot.ts'

/** Every strategy of the contract has its entry here, or this does not compile. */
export const strategies: { readonly [Id in ReasoningStrategyId]: Strategy<Id> } = {
  off,
  'zero-shot': zeroShot,
  'few-shot': fewShot,
  'plan-and-solve': planAndSolve,
  'least-to-most': leastToMost,
  'cot-decoding': cotDecoding,
  native,
}

/** Whether a strategy can be used with this prompt as it stands, on this model, and if not, why. */
export function strategyAvailability(
  id: ReasoningStrategyId,
  body: PromptBody,
  model: ModelTraits | null = null,
): StrategyAvailability {
  return strategies[id].availability(body, model)
}

/** Whether several chains of thought can be drawn, and if not, why. */
export type PathsAvailability =
  | { readonly isAvailable: true }
  | { readonly isAvailable: false; readonly reason: 'no-reasoning' | 'own-branches' | 'greedy' }

/** Where the likeliest token is always taken, all chains would be the same. */
export function pathsAvailability(id: ReasoningStrategyId, parameters: Parameters): PathsAvailability {
  const { chains } = strategies[id]
  if (chains === 'none') return { isAvailable: false, reason: 'no-reasoning' }
  if (chains === 'branches') return { isAvailable: false, reason: 'own-branches' }
  const isGreedy = parameters.temperature === 0 || parameters.topK === 1
  return isGreedy ? { isAvailable: false, reason: 'greedy' } : { isAvailable: true }
}

/** How many chains of thought a generation has at most. */
export function countPaths({ strategy, paths, branches }: Reasoning): number {
  const { chains } = strategies[strategy]
  if (chains === 'none') return 1
  return chains === 'sampled' ? paths : branches
}
