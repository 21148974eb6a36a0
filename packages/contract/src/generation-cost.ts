import { priceOf } from './price.ts'
import type { Generation } from './run.ts'

/** What all calls of a generation have cost by now; null where its model has no price. */
export function costOf({ price, steps }: Pick<Generation, 'price' | 'steps'>): number | null {
  if (price === null) return null
  return steps.reduce(
    (sum, { usage }) => sum + priceOf(price, usage?.promptTokens ?? 0, usage?.completionTokens ?? 0),
    0,
  )
}
