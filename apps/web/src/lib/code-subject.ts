import type { ModelKind, Parameters, PromptBody, Reasoning, VariableValue } from '@trialogue/contract'

/** One model and what it is asked: code can be written that asks it the same. */
export type CodeVariant = {
  readonly id: string
  readonly modelId: string
  /** Null where only the list of models knows it. */
  readonly modelKind: ModelKind | null
  readonly body: PromptBody
  readonly values: readonly VariableValue[]
  /** With the seed in force; null draws one. */
  readonly parameters: Parameters
  readonly reasoning: Reasoning
  readonly samples: number
}

/** What code is wanted for: some models, one of them in sight first. */
export type CodeSubject = { readonly variants: readonly CodeVariant[]; readonly shownId: string }
