import type { Experiment } from '@trialogue/contract'

type Variants = Experiment['setup']['variants']

/** Two variants that differ by chain-of-thought: the same model without and with it. */
export type ReasoningPair = { readonly off: string; readonly on: string; readonly modelId: string }

/** The pairs of an experiment, a model each time it is asked in both ways. */
export function findReasoningPairs(variants: Variants): readonly ReasoningPair[] {
  return variants.flatMap((off) => {
    if (off.reasoning.strategy !== 'off') return []
    return variants.flatMap((on) => {
      const isPair = on.modelId === off.modelId && on.reasoning.strategy !== 'off'
      return isPair ? [{ off: off.id, on: on.id, modelId: off.modelId }] : []
    })
  })
}
