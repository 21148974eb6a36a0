import type { PromptTokenLogprob } from '../generate.ts'
import { readLogProbabilities } from '../sampler/log-probabilities.ts'
import type { ModelTokenizer } from '../tokenizer/model-tokenizer.ts'
import { describeToken } from './describe-token.ts'

/** Tells how likely each token of a prompt was, as its parts are read. */
export interface PromptScorer {
  /** `logits` [tokens of the part * vocabulary] are those after each token of the next part. */
  take(logits: Float32Array, vocabularySize: number): void
  /** One for each token of the prompt that can be scored by now. */
  readonly scores: readonly PromptTokenLogprob[]
}

/** `alternatives` are the likeliest tokens told in each place. */
export function createPromptScorer(
  tokenizer: ModelTokenizer,
  tokenIds: readonly number[],
  alternatives: number,
): PromptScorer {
  // Nothing comes before the first token, so nothing says how likely it was.
  const scores = tokenIds.slice(0, 1).map(
    (id): PromptTokenLogprob => ({
      id,
      text: tokenizer.describe(id).text,
      logprob: null,
      alternatives: [],
    }),
  )
  return {
    scores,
    take(logits, vocabularySize) {
      for (let start = 0; start < logits.length; start += vocabularySize) {
        const id = tokenIds[scores.length]
        if (id === undefined) return
        const row = logits.subarray(start, start + vocabularySize)
        scores.push(describeToken(tokenizer, id, readLogProbabilities(row, id, alternatives)))
      }
    },
  }
}
