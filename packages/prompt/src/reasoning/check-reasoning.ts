import { AppError, type Parameters, type PromptBody, type Reasoning } from '@trialogue/contract'
import type { ModelTraits, UnavailableReason } from './define-strategy.ts'
import { countPaths, pathsAvailability, strategyAvailability } from './registry.ts'

/**
 * Throws INVALID_REQUEST, the reason in `details.reason`, for what the page greys out: a strategy that does not fit the
 * prompt or the model, and several chains of thought that would all be the same. `model` is null where it is not known.
 */
export function checkReasoning(
  reasoning: Reasoning,
  body: PromptBody,
  parameters: Parameters,
  model: ModelTraits | null,
): void {
  const { strategy } = reasoning
  const availability = strategyAvailability(strategy, body, model)
  if (!availability.isAvailable) {
    const { reason } = availability
    throw refused(`The reasoning strategy "${strategy}" ${shortcomings[reason]}`, { strategy, reason })
  }
  if (countPaths(reasoning) === 1) return
  const paths = pathsAvailability(strategy, parameters)
  if (!paths.isAvailable && paths.reason === 'greedy') {
    const message =
      `${reasoning.paths} chains of thought would all be the same, because the likeliest token is always taken. ` +
      'Set a temperature above 0 (0.5 to 0.7 is usual), or ask for one chain.'
    throw refused(message, { strategy, reason: paths.reason })
  }
}

const shortcomings: Readonly<Record<UnavailableReason, string>> = {
  'not-a-data-prompt': 'needs a data prompt, whose examples show their reasoning. Choose another strategy.',
  'no-worked-examples':
    'needs at least one enabled example that has its reasoning filled in. Add one or choose another strategy.',
  'no-assistant-prefix':
    'goes on from what the model wrote, and this model does not let its answer be begun. Choose another strategy.',
  'no-logprobs':
    'needs to know how likely each token is, which this model does not tell. Choose another strategy.',
  'not-run-here':
    'puts the first token in the place of the model, which works only for models that run here. Choose another strategy.',
  'no-chat-template':
    'is switched on in the chat template, and a base model has none. Choose another strategy or model.',
  'thinking-ignored':
    'is switched on in the chat template, and that of this model ignores the switch. Choose another strategy or model.',
}

function refused(message: string, details: { strategy: string; reason: string }): AppError {
  return new AppError('INVALID_REQUEST', message, { details })
}
