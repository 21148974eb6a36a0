type Scored = { readonly logprob: number }

export type TokenStatistics = {
  readonly meanLogprob: number
  /** e to the negative mean: among how many equally likely tokens the choice was, on average. */
  readonly perplexity: number
  /** Place of the least likely token, and its logprob. */
  readonly minimumAt: number
  readonly minimum: number
}

/** Null for no tokens. */
export function tokenStatistics(tokens: readonly Scored[]): TokenStatistics | null {
  if (tokens.length === 0) return null
  let sum = 0
  let minimumAt = 0
  let minimum = Number.POSITIVE_INFINITY
  for (const [index, { logprob }] of tokens.entries()) {
    sum += logprob
    if (logprob < minimum) {
      minimum = logprob
      minimumAt = index
    }
  }
  const meanLogprob = sum / tokens.length
  return { meanLogprob, perplexity: Math.exp(-meanLogprob), minimumAt, minimum }
}
