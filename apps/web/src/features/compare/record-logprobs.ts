import type { Model, RunRequest } from '@trialogue/contract'
import { countPaths } from '@trialogue/prompt'

/** Candidates recorded for each token of a run from the page. */
export const recordedAlternatives = 5

/**
 * A token with its candidates takes about 300 bytes in the stream, and again in the database: a run that may write more
 * tokens than this, 10 MB of them, records none.
 */
const mostTokens = 32_768

/** Asks to record how likely each token was, where every model of the run tells it and there are not too many. */
export function recordLogprobs(request: RunRequest, models: readonly Model[]): RunRequest {
  const areTold = request.variants.every(({ modelId }) =>
    models.some(({ id, capabilities }) => id === modelId && capabilities.logprobs),
  )
  return { ...request, topLogprobs: areTold && !isTooLarge(request) ? recordedAlternatives : null }
}

/** Whether a run was too large to record how likely its tokens were. */
export function isTooLarge({ variants, items, samples }: RunRequest): boolean {
  const perItem = variants.reduce(
    (sum, { parameters, reasoning }) => sum + countPaths(reasoning) * parameters.maxTokens,
    0,
  )
  return perItem * items.length * samples > mostTokens
}
