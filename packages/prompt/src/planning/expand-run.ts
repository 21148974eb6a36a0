import type { RunRequest, Variant } from '@trialogue/contract'

/** One generation to be made; the indexes count from 0. */
export interface PlannedGeneration {
  readonly variant: Variant
  readonly itemIndex: number
  readonly sampleIndex: number
}

/** Variants × items × samples: variant by variant, within it item by item, so that a model's work stays together. */
export function expandRun(request: Pick<RunRequest, 'variants' | 'items' | 'samples'>): PlannedGeneration[] {
  return request.variants.flatMap((variant) =>
    request.items.flatMap((_, itemIndex) =>
      Array.from({ length: request.samples }, (_sample, sampleIndex) => ({
        variant,
        itemIndex,
        sampleIndex,
      })),
    ),
  )
}
