import { z } from 'zod'
import { errorRecordSchema } from './error.ts'
import { promptBodySchema } from './prompt.ts'
import { itemSchema, tokenLogprobSchema, variantSchema } from './run.ts'

/** `POST /api/prompt-loss`: how likely each variant finds the expected answers of the items. Nothing is generated. */
export const promptLossRequestSchema = z.strictObject({
  body: promptBodySchema,
  variants: z.array(variantSchema).min(1).max(8),
  items: z.array(itemSchema).min(1).max(200),
})
export type PromptLossRequest = z.infer<typeof promptLossRequestSchema>

/**
 * How the expected answer was cut into tokens. `joined`: as the tokenizer cuts it behind the prompt, whose own tokens
 * stay what they are. `apart`: the tokenizer would merge the end of the prompt with it (a prompt that ends with a space
 * does that), so it was cut by itself: the model still reads the prompt as it would in a run.
 */
export const tokenBoundarySchema = z.enum(['joined', 'apart'])
export type TokenBoundary = z.infer<typeof tokenBoundarySchema>

/** log p(answer | prompt), in nats. The token that would end the answer is not counted. */
export const promptLossSchema = z.strictObject({
  tokens: z.array(tokenLogprobSchema.pick({ id: true, text: true, logprob: true })).min(1),
  /** Of the whole answer: the sum over its tokens. */
  logprob: z.number(),
  /** −`logprob` / tokens. */
  lossPerToken: z.number(),
  boundary: tokenBoundarySchema,
})
export type PromptLoss = z.infer<typeof promptLossSchema>

/** One variant with one item; `loss` is null where `error` says why it could not be measured. */
export const promptLossResultSchema = z.strictObject({
  variantId: z.string(),
  itemIndex: z.int().nonnegative(),
  loss: promptLossSchema.nullable(),
  error: errorRecordSchema.nullable(),
})
export type PromptLossResult = z.infer<typeof promptLossResultSchema>

export const promptLossAnswerSchema = z.strictObject({ results: z.array(promptLossResultSchema) })
export type PromptLossAnswer = z.infer<typeof promptLossAnswerSchema>
