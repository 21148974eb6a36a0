import type { Reasoning } from '@trialogue/contract'

/** A part of the form that sets how a model is to reason. */
export type ReasoningFieldsProps = {
  readonly reasoning: Reasoning
  readonly onChange: (fields: Partial<Reasoning>) => void
}
