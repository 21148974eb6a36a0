import {
  AppError,
  type ModelKind,
  type Parameters,
  type PromptBody,
  type Reasoning,
  type VariableValue,
} from '@trialogue/contract'
import { strategies } from '../reasoning/registry.ts'
import { fillPrompt } from '../template/filled-prompt.ts'
import type { GenerationPlan } from './generation-plan.ts'

export interface PlanInput {
  readonly body: PromptBody
  readonly kind: ModelKind
  readonly values: readonly VariableValue[]
  readonly reasoning: Reasoning
  readonly parameters: Parameters
}

/**
 * Plans how a model of this kind is asked. Throws before anything runs: UNFILLED_VARIABLE (all missing names in
 * `details.names`), INVALID_TEMPLATE, INVALID_REQUEST when the strategy does not fit the prompt (`details.reason`).
 */
export function planGeneration(input: PlanInput): GenerationPlan {
  const { body, kind, values, reasoning, parameters } = input
  const strategy = strategies[reasoning.strategy]
  const availability = strategy.availability(body)
  if (!availability.isAvailable) {
    throw new AppError(
      'INVALID_REQUEST',
      `The reasoning strategy "${strategy.id}" needs a data prompt with at least one enabled example that has its reasoning filled in. Add one or choose another strategy.`,
      { details: { strategy: strategy.id, reason: availability.reason } },
    )
  }
  return strategy.plan({ prompt: fillPrompt(body, values), kind, reasoning, parameters })
}
