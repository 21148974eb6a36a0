import type { TokenLogprob } from '@trialogue/contract'
import type { TokenProbability } from '../sampler/log-probabilities.ts'
import type { ModelTokenizer } from '../tokenizer/model-tokenizer.ts'

/** A token and how likely it was, with texts for people to read. */
export function describeToken(
  tokenizer: ModelTokenizer,
  id: number,
  { logprob, alternatives }: TokenProbability,
): TokenLogprob {
  const describe = (token: { readonly id: number; readonly logprob: number }) => ({
    id: token.id,
    text: tokenizer.describe(token.id).text,
    logprob: token.logprob,
  })
  return { ...describe({ id, logprob }), alternatives: alternatives.map(describe) }
}
