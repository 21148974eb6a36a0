import type { Parameters } from '@trialogue/contract'
import { highestScore } from './highest-score.ts'
import { rankTokens } from './rank-tokens.ts'
import { sortTokens } from './sort-tokens.ts'

/** Tokens that may be drawn. Weights are proportional to probabilities; the likeliest token's weight is 1. */
export interface Candidates {
  /** Null: every token, in the order of the ids. */
  readonly ids: readonly number[] | null
  readonly weights: ArrayLike<number>
}

/** `temperature` is above 0: it flattens the distribution above 1, and sharpens it below. */
type Rules = Pick<Parameters, 'temperature' | 'topK' | 'topP' | 'minP'>

/** Gives the candidates among the tokens with these scores; they are valid until it is called again. */
export type CandidateSelector = (scores: Float32Array) => Candidates

/** How many tokens are ranked at first where no top-k bounds them; enough for most steps of most models. */
const FIRST_RANKED = 256

/**
 * Keeps the likeliest tokens, likeliest first: top-k, then top-p, then min-p, the order of Hugging Face's transformers.
 * With every rule off, all tokens.
 */
export function createCandidateSelector(rules: Rules): CandidateSelector {
  const { temperature, topK, topP, minP } = rules
  if (topK === null && topP === 1 && minP === 0) return createWeigher(temperature)
  return (scores) => {
    const weigh = weightOf(scores, temperature)
    const pool = Math.min(topK ?? scores.length, scores.length)
    const knownTotal = topK === null && topP < 1 ? totalWeight(scores, weigh) : null
    const keep = (ids: readonly number[]) => {
      const weights = ids.map((id) => weigh(scores[id] ?? Number.NaN))
      const total = knownTotal ?? weights.reduce((sum, weight) => sum + weight, 0)
      const kept = Math.min(countTopP(weights, total, topP), countMinP(weights, minP))
      return { ids: ids.slice(0, kept), weights: weights.slice(0, kept) }
    }
    // Sorting everything is slow, and the rules seldom keep many: rank some, and all only if none of those was cut.
    const ranked = Math.min(pool, topK ?? FIRST_RANKED)
    const kept = keep(rankTokens(scores, ranked))
    return kept.ids.length < ranked || ranked === pool ? kept : keep(sortTokens(scores))
  }
}

/** Weighs every token, in memory that is used again. */
function createWeigher(temperature: number): CandidateSelector {
  let weights = new Float64Array()
  return (scores) => {
    const weigh = weightOf(scores, temperature)
    if (weights.length !== scores.length) weights = new Float64Array(scores.length)
    for (let id = 0; id < scores.length; id++) weights[id] = weigh(scores[id] ?? Number.NaN)
    return { ids: null, weights }
  }
}

/** Scores over the temperature keep single precision, as recorded generations were drawn with. */
function weightOf(scores: Float32Array, temperature: number): (score: number) => number {
  const highest = Math.fround(highestScore(scores).score / temperature)
  return (score) => Math.exp(Math.fround(score / temperature) - highest)
}

function totalWeight(scores: Float32Array, weigh: (score: number) => number): number {
  let sum = 0
  for (let id = 0; id < scores.length; id++) sum += weigh(scores[id] ?? Number.NaN)
  return sum
}

/**
 * Nucleus sampling: the fewest of the likeliest whose probabilities sum to `topP`, at least one.
 * Holtzman et al. 2020, https://arxiv.org/abs/1904.09751.
 */
function countTopP(weights: readonly number[], totalWeight: number, topP: number): number {
  if (topP === 1) return weights.length
  let sum = 0
  for (let index = 0; index < weights.length; index++) {
    sum += weights[index] ?? 0
    if (sum >= topP * totalWeight) return index + 1
  }
  return weights.length
}

/** Those at least `minP` times as likely as the likeliest. Nguyen et al. 2024, https://arxiv.org/abs/2407.01082. */
function countMinP(weights: readonly number[], minP: number): number {
  const firstBelow = weights.findIndex((weight) => weight < minP)
  return firstBelow === -1 ? weights.length : Math.max(1, firstBelow)
}
