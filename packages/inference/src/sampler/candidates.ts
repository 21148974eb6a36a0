import type { Parameters } from '@trialogue/contract'
import { rankTokens } from './rank-tokens.ts'

/** Tokens that may be drawn. Weights are proportional to probabilities; the likeliest token's weight is 1. */
export interface Candidates {
  readonly ids: readonly number[]
  readonly weights: readonly number[]
}

type CutRules = Pick<Parameters, 'topK' | 'topP' | 'minP'>

/** How many tokens are ranked at first where no top-k bounds them; enough for most steps of most models. */
const FIRST_RANKED = 256

/**
 * Keeps the likeliest tokens, likeliest first: top-k, then top-p, then min-p, the order of Hugging Face's transformers.
 * With every rule off, all tokens in the order of their ids.
 */
export function selectCandidates(scores: Float32Array, rules: CutRules): Candidates {
  const highest = scores.reduce((max, score) => Math.max(max, score), Number.NEGATIVE_INFINITY)
  const weigh = (id: number) => Math.exp((scores[id] ?? Number.NEGATIVE_INFINITY) - highest)
  if (rules.topK === null && rules.topP === 1 && rules.minP === 0) {
    const ids = [...scores.keys()]
    return { ids, weights: ids.map(weigh) }
  }
  const isBounded = rules.topK !== null
  const pool = Math.min(rules.topK ?? scores.length, scores.length)
  const totalWeight = isBounded ? null : scores.reduce((sum, score) => sum + Math.exp(score - highest), 0)
  // Ranking everything is slow, and the rules seldom keep many: rank some, and more only if none of those was cut.
  for (let ranked = isBounded ? pool : FIRST_RANKED; ; ranked *= 8) {
    const ids = rankTokens(scores, Math.min(ranked, pool))
    const weights = ids.map(weigh)
    const total = totalWeight ?? weights.reduce((sum, weight) => sum + weight, 0)
    const kept = Math.min(countTopP(weights, total, rules.topP), countMinP(weights, rules.minP))
    if (kept < ids.length || ids.length === pool) {
      return { ids: ids.slice(0, kept), weights: weights.slice(0, kept) }
    }
  }
}

/**
 * Nucleus sampling: the fewest of the likeliest whose probabilities sum to `topP`, at least one.
 * Holtzman et al. 2020, https://arxiv.org/abs/1904.09751.
 */
function countTopP(weights: readonly number[], totalWeight: number, topP: number): number {
  if (topP === 1) return weights.length
  let sum = 0
  for (const [index, weight] of weights.entries()) {
    sum += weight
    if (sum >= topP * totalWeight) return index + 1
  }
  return weights.length
}

/** Those at least `minP` times as likely as the likeliest. Nguyen et al. 2024, https://arxiv.org/abs/2407.01082. */
function countMinP(weights: readonly number[], minP: number): number {
  const firstBelow = weights.findIndex((weight) => weight < minP)
  return firstBelow === -1 ? weights.length : Math.max(1, firstBelow)
}
