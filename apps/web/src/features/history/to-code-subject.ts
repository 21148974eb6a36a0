import type { CodeSubject } from '../../lib/code-subject.ts'
import type { RunOutline } from './use-run.ts'

/**
 * What a run asked about one item, with the seed that its first sample was written with, drawn or set.
 */
export function toCodeSubject(
  { request, places }: RunOutline,
  itemIndex: number,
  variantId?: string,
): CodeSubject {
  const variants = request.variants.map(({ id, modelId, parameters, reasoning }) => {
    const place = places.find((one) => one.variantId === id && one.itemIndex === itemIndex)
    return {
      id,
      modelId,
      modelKind: place?.modelKind ?? null,
      body: request.body,
      values: request.items[itemIndex]?.values ?? [],
      parameters: { ...parameters, seed: place?.seed ?? parameters.seed },
      reasoning,
      // Seeds that were drawn do not count up from the first sample's.
      samples: parameters.seed === null ? 1 : request.samples,
    }
  })
  return { variants, shownId: variantId ?? variants[0]?.id ?? '' }
}
