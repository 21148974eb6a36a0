import { z } from 'zod'
import { idSchema, modelIdSchema } from './ids.ts'
import { tokenCandidateSchema, tokenLogprobSchema } from './run.ts'

/** `POST /api/generations/:generationId/divergence`: which other model reads along, and in which of the calls. */
export const divergenceRequestSchema = z.strictObject({
  modelId: modelIdSchema,
  stepIndex: z.int().nonnegative().default(0),
})
export type DivergenceRequest = z.infer<typeof divergenceRequestSchema>

/**
 * Where a written token stands among the other model's choices: its first (`unshifted`), its second or third
 * (`marginal`), or further down (`shifted`). The classes of AlignTDS: Lin et al. 2023, arXiv 2312.01552.
 */
export const shiftSchema = z.enum(['unshifted', 'marginal', 'shifted'])
export type Shift = z.infer<typeof shiftSchema>

/** How likely one model finds a token in its place; the ten likeliest ones, likeliest first. */
const tokenViewSchema = z.strictObject({
  logprob: z.number(),
  /** 1 is the likeliest; null: below the 50th. */
  rank: z.int().positive().nullable(),
  alternatives: z.array(tokenCandidateSchema),
})
export type TokenView = z.infer<typeof tokenViewSchema>

export const divergentTokenSchema = tokenLogprobSchema.pick({ id: true, text: true }).extend({
  /** The model that wrote it. */
  own: tokenViewSchema,
  /** The model that reads along. */
  other: tokenViewSchema,
  shift: shiftSchema,
  /**
   * The least that the Kullback–Leibler divergence of the other model's distribution from the own one can be here, in
   * nats: over the tokens that both models have among their 50 likeliest, and all others taken together.
   */
  klAtLeast: z.number().nonnegative(),
})
export type DivergentToken = z.infer<typeof divergentTokenSchema>

/** One output, forced through another model that read the same intent in its own form. */
export const divergenceSchema = z.strictObject({
  generationId: idSchema,
  stepIndex: z.int().nonnegative(),
  modelId: modelIdSchema,
  otherModelId: modelIdSchema,
  /** Exactly what the other model read before the output. */
  otherModelInput: z.string(),
  tokens: z.array(divergentTokenSchema),
})
export type Divergence = z.infer<typeof divergenceSchema>
