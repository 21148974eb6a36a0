import { z } from 'zod'

/** How the next token is picked and when to stop. Every field has a default; `null` switches a rule off. */
export const parametersSchema = z.strictObject({
  /** 0 is greedy: always the most likely token. */
  temperature: z.number().min(0).max(2).default(0),
  topP: z.number().gt(0).max(1).default(1),
  topK: z.int().min(1).max(1000).nullable().default(null),
  minP: z.number().min(0).max(1).default(0),
  /** 1 changes nothing; the rule of CTRL (Keskar et al. 2019): seen tokens' logits are divided or multiplied by it. */
  repetitionPenalty: z.number().min(0.5).max(2).default(1),
  maxTokens: z.int().min(1).max(32_768).default(128),
  /** The same seed, model and prompt give the same tokens. Null: the server draws one and records it. */
  seed: z.int().min(0).max(4_294_967_295).nullable().default(null),
  /** Text that ends the completion; it is not part of it. */
  stop: z.array(z.string().min(1).max(200)).max(4).default([]),
  /** The same tokens whatever else runs, at the price of speed: the sequence is computed on its own. */
  exact: z.boolean().default(false),
})
export type Parameters = z.infer<typeof parametersSchema>

/** The name of one parameter. */
export const parameterNameSchema = parametersSchema.keyof()
export type ParameterName = z.infer<typeof parameterNameSchema>

export const defaultParameters: Parameters = parametersSchema.parse({})
