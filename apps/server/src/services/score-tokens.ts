import { AppError, defaultParameters, type EnginePrompt, type TokenLogprob } from '@trialogue/contract'
import type { Engine } from '@trialogue/inference'

export interface ScoreRequest {
  readonly modelId: string
  readonly prompt: EnginePrompt
  /** What is read behind the prompt; at least one. */
  readonly tokenIds: readonly number[]
  /** How many of the likeliest tokens are told in each place. */
  readonly alternatives: number
  readonly queueKey: string
}

/**
 * How likely a model finds tokens behind a prompt; nothing is picked. One for each token, but for a last one that ends a
 * text of this model. Throws what the engine throws, and GENERATION_FAILED when `signal` aborts.
 */
export async function scoreTokens(
  engine: Engine,
  { modelId, prompt, tokenIds, alternatives, queueKey }: ScoreRequest,
  signal: AbortSignal,
): Promise<TokenLogprob[]> {
  const scores: TokenLogprob[] = []
  const request = {
    ...{ modelId, prompt, queueKey, seed: 0, topLogprobs: alternatives },
    forcedTokenIds: tokenIds,
    parameters: { ...defaultParameters, maxTokens: tokenIds.length },
  }
  for await (const event of engine.generate(request, signal)) {
    if (event.type === 'text') scores.push(...event.logprobs)
    if (event.type === 'finished' && event.finishReason === 'cancelled') {
      throw new AppError('GENERATION_FAILED', 'It was stopped before it was done.')
    }
  }
  return scores
}
