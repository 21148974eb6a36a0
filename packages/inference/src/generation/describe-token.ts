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
    logprob: rounded(token.logprob),
  })
  return { ...describe({ id, logprob }), alternatives: alternatives.map(describe) }
}

/** Logits are single-precision numbers: decimals behind the sixth say nothing, and would be stored for every token. */
function rounded(logprob: number): number {
  // Adding 0 makes 0 of -0, which JSON would do on its way.
  return Math.round(logprob * 1e6) / 1e6 + 0
}
