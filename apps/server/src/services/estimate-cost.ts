import { type CostEstimate, type Price, priceOf, type Reasoning } from '@trialogue/contract'
import { countPaths, type GenerationPlan } from '@trialogue/prompt'

export interface CostInput {
  readonly price: Price
  readonly plan: GenerationPlan
  readonly reasoning: Reasoning
  /** Of the first call's input. */
  readonly tokenCount: number
  /** Items × samples. */
  readonly generationCount: number
}

/** What a variant's generations would cost at least and at most, as far as it is known before the model has written. */
export function estimateCost({
  price,
  plan,
  reasoning,
  tokenCount,
  generationCount,
}: CostInput): CostEstimate {
  const chains = countPaths(reasoning) * generationCount
  const { maxTokens } = plan.first[0]
  // The call that reads the answer out has the reasoning before it.
  const extracts = plan.extractionTrigger === null ? 0 : 1
  const least = tokenCount * (1 + extracts)
  const read = tokenCount + extracts * (tokenCount + maxTokens)
  const written = maxTokens + extracts * reasoning.answerMaxTokens
  return {
    least: priceOf(price, least, 0) * chains,
    most: priceOf(price, read, written) * chains,
    currency: price.currency,
  }
}
