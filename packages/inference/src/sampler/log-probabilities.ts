import { highestScore } from './highest-score.ts'
import { rankTokens } from './rank-tokens.ts'

/** Natural-log probabilities of one picked token and of the likeliest tokens, likeliest first. */
export interface TokenProbability {
  readonly logprob: number
  readonly alternatives: readonly { readonly id: number; readonly logprob: number }[]
}

/** Stands for "impossible": JSON has no infinity. The same number that OpenAI's API uses. */
const IMPOSSIBLE = -9999

/** Reads them from the model's own logits, before penalty and temperature. */
export function readLogProbabilities(
  logits: Float32Array,
  id: number,
  alternatives: number,
): TokenProbability {
  const normalizer = logSumExp(logits)
  const logprobOf = (token: number) => Math.max((logits[token] ?? Number.NaN) - normalizer, IMPOSSIBLE)
  return {
    logprob: logprobOf(id),
    alternatives: rankTokens(logits, alternatives).map((token) => ({ id: token, logprob: logprobOf(token) })),
  }
}

function logSumExp(logits: Float32Array): number {
  const highest = highestScore(logits).score
  let sum = 0
  for (let id = 0; id < logits.length; id++) sum += Math.exp((logits[id] ?? Number.NaN) - highest)
  return highest + Math.log(sum)
}
