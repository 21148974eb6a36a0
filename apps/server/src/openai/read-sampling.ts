import type { ChatCompletionRequest, Parameters, TextCompletionRequest } from '@trialogue/contract'

const seedCount = 2 ** 32

export interface Sampling {
  readonly parameters: Parameters
  /** One for each choice of a prompt, rising by 1; behind 2³²−1 comes 0. */
  readonly seeds: readonly number[]
}

export interface SamplingContext {
  /** Tokens that the model may write at most; 1 or more. */
  readonly maxTokens: number
  /** 0 … 2³²−1; used where the request has no seed. */
  readonly drawSeed: () => number
}

/**
 * How tokens are picked, in the house's words. What is left out is OpenAI's default: a temperature of 1, not the
 * playground's 0.
 */
export function readSampling(
  request: ChatCompletionRequest | TextCompletionRequest,
  { maxTokens, drawSeed }: SamplingContext,
): Sampling {
  const { stop, top_k: topK } = request
  const firstSeed = typeof request.seed === 'number' ? lowestBits(request.seed) : drawSeed()
  return {
    parameters: {
      temperature: request.temperature ?? 1,
      // Nothing can be kept of 0; the smallest share keeps the likeliest token.
      topP: Math.max(request.top_p ?? 1, Number.EPSILON),
      topK: typeof topK === 'number' && topK > 0 ? topK : null,
      minP: request.min_p ?? 0,
      repetitionPenalty: request.repetition_penalty ?? 1,
      maxTokens,
      seed: null,
      stop: typeof stop === 'string' ? [stop] : (stop ?? []),
      exact: request.exact ?? false,
    },
    seeds: Array.from({ length: request.n ?? 1 }, (_, choice) => (firstSeed + choice) % seedCount),
  }
}

/** OpenAI's seeds have 64 bits and a sign, the sampler's have 32. */
function lowestBits(seed: number): number {
  return Number(BigInt.asUintN(32, BigInt(seed)))
}
