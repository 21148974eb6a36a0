import type { ModelKind, Parameters, PromptBody, Reasoning, ReasoningStrategyId } from '@trialogue/contract'
import type { GenerationPlan } from '../planning/generation-plan.ts'
import type { FilledPrompt } from '../template/filled-prompt.ts'

/** Whether a strategy can be used with a prompt; the page greys it out with the reason. */
export type StrategyAvailability =
  | { readonly isAvailable: true }
  | { readonly isAvailable: false; readonly reason: 'not-a-data-prompt' | 'no-worked-examples' }

interface StrategyInput {
  readonly prompt: FilledPrompt
  readonly kind: ModelKind
  readonly reasoning: Reasoning
  readonly parameters: Parameters
}

/** One way to ask for a chain of thought: its steps, its phrases, its limits, and how its answer is read. */
export interface Strategy<Id extends ReasoningStrategyId = ReasoningStrategyId> {
  readonly id: Id
  availability(body: PromptBody): StrategyAvailability
  /** Called only when it is available. */
  plan(input: StrategyInput): GenerationPlan
}

/** An entry of the registry; its id is one of the contract's, checked by the compiler. */
export function defineStrategy<Id extends ReasoningStrategyId>(strategy: Strategy<Id>): Strategy<Id> {
  return strategy
}
