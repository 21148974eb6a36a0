import { z } from 'zod'

/** What a model costs, per million tokens, as whoever connected it wrote it down. */
export const priceSchema = z.strictObject({
  inputPerMillion: z.number().min(0).max(1_000_000),
  outputPerMillion: z.number().min(0).max(1_000_000),
  /** ISO 4217, as `USD`. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'A currency has three capital letters, as USD.'),
})
export type Price = z.infer<typeof priceSchema>

/** In the price's currency. */
export function priceOf(price: Price, promptTokens: number, completionTokens: number): number {
  return (promptTokens * price.inputPerMillion + completionTokens * price.outputPerMillion) / 1_000_000
}
