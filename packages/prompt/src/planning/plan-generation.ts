import type {
  ModelCapabilities,
  ModelKind,
  Parameters,
  PromptBody,
  Reasoning,
  VariableValue,
} from '@trialogue/contract'
import { checkReasoning } from '../reasoning/check-reasoning.ts'
import { strategies } from '../reasoning/registry.ts'
import { fillPrompt } from '../template/filled-prompt.ts'
import type { GenerationPlan } from './generation-plan.ts'

export interface PlanInput {
  readonly body: PromptBody
  readonly kind: ModelKind
  /** Where the model is known: it is then checked that it can do what the strategy asks. */
  readonly capabilities?: ModelCapabilities
  readonly values: readonly VariableValue[]
  readonly reasoning: Reasoning
  readonly parameters: Parameters
}

/**
 * Plans how a model of this kind is asked. Throws before anything runs: UNFILLED_VARIABLE (all missing names in
 * `details.names`), INVALID_TEMPLATE, INVALID_REQUEST when the strategy does not fit prompt, model or parameters
 * (`details.reason`).
 */
export function planGeneration(input: PlanInput): GenerationPlan {
  const { body, kind, capabilities, values, reasoning, parameters } = input
  checkReasoning(reasoning, body, parameters, capabilities === undefined ? null : { kind, capabilities })
  const prompt = fillPrompt(body, values)
  return strategies[reasoning.strategy].plan({ prompt, kind, reasoning, parameters })
}
