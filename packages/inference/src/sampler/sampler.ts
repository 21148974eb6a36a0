import { AppError, type Parameters } from '@trialogue/contract'
import { type Candidates, createCandidateSelector } from './candidates.ts'
import { highestScore } from './highest-score.ts'
import { readLogProbabilities, type TokenProbability } from './log-probabilities.ts'
import { whilePenalized } from './penalize-seen.ts'
import { createRandom, type Random } from './random.ts'

/** Picks the tokens of one generation. Its random numbers are its own: nothing else that runs disturbs them. */
export interface Sampler {
  /** `logits` has one score per token of the vocabulary; it is left as it was. Throws GENERATION_FAILED on NaN. */
  sample(logits: Float32Array): SampledToken
  /** Takes a token that something else decided on; what picking it would have used up of the random numbers is spent. */
  take(id: number): void
}

interface SampledToken {
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
  const { temperature, repetitionPenalty } = parameters
  const seen = new Set(options.promptTokenIds)
  const random = createRandom(options.seed)
  const pick = temperature === 0 ? likeliest : createDraw(parameters, random)
  return {
    take(id) {
      seen.add(id)
      random()
    },
    sample(logits) {
      const id = whilePenalized(logits, seen, repetitionPenalty, () => pick(logits))
      if (id === undefined) throw noNumbers()
      seen.add(id)
      return { id, probability: topLogprobs === null ? null : readLogProbabilities(logits, id, topLogprobs) }
    },
  }
}

/** Undefined when a score is no number. */
type Picker = (scores: Float32Array) => number | undefined

const likeliest: Picker = (scores) => {
  const { id, score } = highestScore(scores)
  return Number.isNaN(score) ? undefined : id
}

function createDraw(parameters: SamplerOptions['parameters'], random: Random): Picker {
  const select = createCandidateSelector(parameters)
  return (scores) => drawFrom(select(scores), random())
}

/** `point` is where on the line of all weights, from 0 to 1, the choice falls. */
function drawFrom({ ids, weights }: Candidates, point: number): number | undefined {
  let total = 0
  for (let index = 0; index < weights.length; index++) total += weights[index] ?? 0
  if (!(total > 0)) return undefined
  let left = point * total
  // Rounding can leave a crumb at the very end of the line, which is the last token's that has a weight.
  let chosen = 0
  for (let index = 0; index < weights.length && left >= 0; index++) {
    const weight = weights[index] ?? 0
    if (weight > 0) chosen = index
    left -= weight
  }
  return ids === null ? chosen : ids[chosen]
}

function noNumbers(): AppError {
  const message =
    'The model gave values that are no numbers. Its files may be damaged: install the model again.'
  return new AppError('GENERATION_FAILED', message)
}
