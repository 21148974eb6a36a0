import { z } from 'zod'

/** Tokens of a whole request. A prompt counts once, however many completions are made of it. */
export const completionUsageSchema = z.strictObject({
  prompt_tokens: z.int().nonnegative(),
  completion_tokens: z.int().nonnegative(),
  total_tokens: z.int().nonnegative(),
  prompt_tokens_details: z.strictObject({ cached_tokens: z.int().nonnegative() }),
})
export type CompletionUsage = z.infer<typeof completionUsageSchema>

/** `length`: the limit of tokens, or the end of the context. */
export const completionFinishReasonSchema = z.enum(['stop', 'length'])
export type CompletionFinishReason = z.infer<typeof completionFinishReasonSchema>

/** What every answer and every chunk begins with; `created` is in seconds since 1970. */
export const completionHeadFields = {
  id: z.string(),
  created: z.int().nonnegative(),
  model: z.string(),
  /** Names the weights: the same seed may give something else where it differs. Missing where there is no hash. */
  system_fingerprint: z.string().optional(),
}
