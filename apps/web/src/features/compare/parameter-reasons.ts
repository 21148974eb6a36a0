import type { Model, Parameters } from '@trialogue/contract'

/** Why a parameter would change nothing: the key of the sentence that says so. */
export type ParameterReason = 'greedy' | 'onlyOne' | 'noSeed'

/** Whether the likeliest token is always the one taken, so that every sample is the same. */
export function isGreedy({ temperature, topK }: Parameters): boolean {
  return temperature === 0 || topK === 1
}

/**
 * The parameters that would change nothing as things stand, with the reason. At temperature 0 the likeliest token is
 * taken whatever the other rules leave; with top k 1 there is nothing else to take.
 */
export function parameterReasons(
  { temperature, topK }: Parameters,
  model: Model | null,
): Partial<Record<keyof Parameters, ParameterReason>> {
  const seed = model?.capabilities.unsupported.includes('seed') ? { seed: 'noSeed' as const } : {}
  if (temperature === 0) {
    return { topP: 'greedy', topK: 'greedy', minP: 'greedy', seed: 'greedy', ...seed }
  }
  if (topK === 1) {
    return { temperature: 'onlyOne', topP: 'onlyOne', minP: 'onlyOne', seed: 'onlyOne', ...seed }
  }
  return seed
}
