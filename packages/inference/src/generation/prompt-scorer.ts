import type { TokenLogprob } from '@trialogue/contract'
import { readLogProbabilities } from '../sampler/log-probabilities.ts'
import type { ModelTokenizer } from '../tokenizer/model-tokenizer.ts'
import { describeToken } from './describe-token.ts'

/** Tells how likely tokens were that are read, not picked, as their parts are read. */
export interface PromptScorer {
  /** `logits` [tokens of the part * vocabulary] are those after each token of the next part. */
  take(logits: Float32Array, vocabularySize: number): void
  /** One for each token from `from` on that can be scored by now. */
  readonly scores: readonly TokenLogprob[]
}

/**
 * Scores the tokens from place `from` on, at least the second: nothing comes before the first one. The first logits it
 * takes are those after the token before that place. `alternatives` are the likeliest tokens told in each place.
 */
export function createPromptScorer(
  tokenizer: ModelTokenizer,
  tokenIds: readonly number[],
  from: number,
  alternatives: number,
): PromptScorer {
  const scores: TokenLogprob[] = []
  return {
    scores,
    take(logits, vocabularySize) {
      for (let start = 0; start < logits.length; start += vocabularySize) {
        const id = tokenIds[from + scores.length]
        if (id === undefined) return
        const row = logits.subarray(start, start + vocabularySize)
        scores.push(describeToken(tokenizer, id, readLogProbabilities(row, id, alternatives)))
      }
    },
  }
}
