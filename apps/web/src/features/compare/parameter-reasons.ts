import { type Model, type Parameters, parameterNameSchema } from '@trialogue/contract'

/** Why a parameter would change nothing: the key of the sentence that says so. */
export type ParameterReason = 'greedy' | 'onlyOne' | 'elsewhere' | 'here'

/** Whether the likeliest token is always the one taken, so that every sample is the same. */
export function isGreedy({ temperature, topK }: Parameters): boolean {
  return temperature === 0 || topK === 1
}

/**
 * The parameters that would change nothing as things stand, with the reason. What runs the model may not take them; at
 * temperature 0 the likeliest token is taken whatever the other rules leave; with top k 1 there is nothing else to take.
 */
export function parameterReasons(
  parameters: Parameters,
  model: Model | null,
): Partial<Record<keyof Parameters, ParameterReason>> {
  const place = model?.source === 'endpoint' ? 'elsewhere' : 'here'
  const unsupported = Object.fromEntries(
    (model?.capabilities.unsupported ?? []).map((name) => [name, place] as const),
  )
  return { ...reasonsOfChoice(parameters), ...unsupported }
}

function reasonsOfChoice({ temperature, topK }: Parameters): ReturnType<typeof parameterReasons> {
  if (temperature === 0) return { topP: 'greedy', topK: 'greedy', minP: 'greedy', seed: 'greedy' }
  if (topK === 1) return { temperature: 'onlyOne', topP: 'onlyOne', minP: 'onlyOne', seed: 'onlyOne' }
  return {}
}

/** The parameters that have a reason, in the order of the contract. */
export function namesWith(
  reasons: ReturnType<typeof parameterReasons>,
  reason: ParameterReason,
): (keyof Parameters)[] {
  return parameterNameSchema.options.filter((name) => reasons[name] === reason)
}
