import type {
  ModelCapabilities,
  ModelKind,
  Parameters,
  PromptBody,
  Reasoning,
  ReasoningStrategyId,
} from '@trialogue/contract'
import type { GenerationPlan } from '../planning/generation-plan.ts'
import type { FilledPrompt } from '../template/filled-prompt.ts'

/** Why a strategy cannot be used: with this prompt, or on this model. */
export type UnavailableReason =
  | 'not-a-data-prompt'
  | 'no-worked-examples'
  | 'no-assistant-prefix'
  | 'no-logprobs'
  | 'not-run-here'
  | 'no-chat-template'
  | 'thinking-ignored'

/** Whether a strategy can be used; the page greys it out with the reason. */
export type StrategyAvailability =
  | { readonly isAvailable: true }
  | { readonly isAvailable: false; readonly reason: UnavailableReason }

/** What a strategy asks of a model. */
export interface ModelTraits {
  readonly kind: ModelKind
  readonly capabilities: ModelCapabilities
}

export interface StrategyInput {
  readonly prompt: FilledPrompt
  readonly kind: ModelKind
  readonly reasoning: Reasoning
  readonly parameters: Parameters
}

/** One way to ask for a chain of thought: its steps, its phrases, its limits, and how its answer is read. */
export interface Strategy<Id extends ReasoningStrategyId = ReasoningStrategyId> {
  readonly id: Id
  /** `sampled`: as many as somebody asks for, by chance. `branches`: its own. `none`: there is no reasoning. */
  readonly chains: 'none' | 'sampled' | 'branches'
  /** `model` is null where only the prompt is to be judged. */
  availability(body: PromptBody, model: ModelTraits | null): StrategyAvailability
  /** Called only when it is available. */
  plan(input: StrategyInput): GenerationPlan
}

/** An entry of the registry; its id is one of the contract's, checked by the compiler. */
export function defineStrategy<Id extends ReasoningStrategyId>(strategy: Strategy<Id>): Strategy<Id> {
  return strategy
}
