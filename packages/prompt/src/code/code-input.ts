import type { ModelKind, Parameters, PromptBody, Reasoning, VariableValue } from '@trialogue/contract'

/** One model and what it is to be asked. */
export interface CodeInput {
  readonly modelId: string
  readonly kind: ModelKind
  /** Whether its chat template turns thinking on and off: it is then told which. */
  readonly heedsThinking: boolean
  readonly body: PromptBody
  readonly values: readonly VariableValue[]
  readonly reasoning: Reasoning
  /** With the seed that is to be used; null draws one. */
  readonly parameters: Parameters
  readonly samples: number
}
