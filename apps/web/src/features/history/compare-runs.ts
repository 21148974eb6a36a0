import type { Generation, RunRequest } from '@trialogue/contract'
import type { GenerationPlace, RunOutline } from './use-run.ts'

export type Likeness = 'same' | 'different' | 'open'

/** Everything a generation wrote, all its calls. */
export function writtenText({ steps }: Generation): string {
  return steps.map(({ text }) => text).join('\n')
}

/** Whether two generations wrote the same; `open` while one of them may still write. */
export function compareOutputs(one: Generation, other: Generation): Likeness {
  const isOpen = [one, other].some(({ finishedAt }) => finishedAt === null)
  if (isOpen) return 'open'
  return writtenText(one) === writtenText(other) ? 'same' : 'different'
}

/**
 * For each variant of a run the one of another run that it is compared with: of the same id, else of the same model.
 * Each is taken once.
 */
export function pairVariants(
  { variants }: Pick<RunRequest, 'variants'>,
  other: Pick<RunRequest, 'variants'>,
): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  const free = new Map(other.variants.map((variant) => [variant.id, variant]))
  for (const { id, modelId } of variants) {
    if (free.get(id)?.modelId !== modelId) continue
    pairs.set(id, id)
    free.delete(id)
  }
  for (const { id, modelId } of variants.filter((variant) => !pairs.has(variant.id))) {
    const match = [...free.values()].find((variant) => variant.modelId === modelId)
    if (match === undefined) continue
    pairs.set(id, match.id)
    free.delete(match.id)
  }
  return pairs
}

/** The generation of another run in the same place as one of this run; null where there is none. */
export function findCounterpart(
  other: RunOutline,
  pairs: ReadonlyMap<string, string>,
  { variantId, itemIndex, sampleIndex }: GenerationPlace,
): GenerationPlace | null {
  const otherVariantId = pairs.get(variantId)
  return (
    other.places.find(
      (place) =>
        place.variantId === otherVariantId &&
        place.itemIndex === itemIndex &&
        place.sampleIndex === sampleIndex,
    ) ?? null
  )
}
