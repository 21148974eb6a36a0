import { AppError, type Parameters } from '@trialogue/contract'
import { type Candidates, selectCandidates } from './candidates.ts'
import { readLogProbabilities, type TokenProbability } from './log-probabilities.ts'
import { createRandom, type Random } from './random.ts'
import { rankTokens } from './rank-tokens.ts'
import { applyTemperature, penalizeRepetition } from './score-steps.ts'

/** Picks the tokens of one generation. Its random numbers are its own: nothing else that runs disturbs them. */
export interface Sampler {
  /** `logits` has one score per token of the vocabulary; it is not changed. Throws GENERATION_FAILED on NaN. */
  sample(logits: Float32Array): SampledToken
}

export interface SampledToken {
  readonly id: number
  /** Null where no log-probabilities were asked for. */
  readonly probability: TokenProbability | null
}

export interface SamplerOptions {
  readonly parameters: Pick<Parameters, 'temperature' | 'topK' | 'topP' | 'minP' | 'repetitionPenalty'>
  readonly seed: number
  /** How many alternatives to report; null reports no log-probabilities at all. */
  readonly topLogprobs: number | null
  /** What the repetition penalty counts as seen from the start. */
  readonly promptTokenIds: readonly number[]
}

export function createSampler(options: SamplerOptions): Sampler {
  const { parameters, topLogprobs } = options
  const random = createRandom(options.seed)
  const seen = new Set(options.promptTokenIds)
  return {
    sample(logits) {
      const scores = logits.slice()
      penalizeRepetition(scores, seen, parameters.repetitionPenalty)
      const id = parameters.temperature === 0 ? likeliest(scores) : draw(scores, parameters, random)
      if (id === undefined) throw noNumbers()
      seen.add(id)
      return { id, probability: topLogprobs === null ? null : readLogProbabilities(logits, id, topLogprobs) }
    },
  }
}

function likeliest(scores: Float32Array): number | undefined {
  const [best] = rankTokens(scores, 1)
  return best === undefined || Number.isNaN(scores[best]) ? undefined : best
}

function draw(
  scores: Float32Array,
  parameters: SamplerOptions['parameters'],
  random: Random,
): number | undefined {
  applyTemperature(scores, parameters.temperature)
  return drawFrom(selectCandidates(scores, parameters), random())
}

/** `point` is where on the line of all weights, from 0 to 1, the choice falls. Undefined when a weight is NaN. */
function drawFrom({ ids, weights }: Candidates, point: number): number | undefined {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (!(total > 0)) return undefined
  let left = point * total
  for (const [index, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return ids[index]
  }
  // Rounding can leave a crumb at the very end of the line.
  return ids.findLast((_, index) => (weights[index] ?? 0) > 0)
}

function noNumbers(): AppError {
  const message =
    'The model gave values that are no numbers. Its files may be damaged: install the model again.'
  return new AppError('GENERATION_FAILED', message)
}
