import { z } from 'zod'
import {
  completionFinishReasonSchema,
  completionHeadFields,
  completionUsageSchema,
} from './completion-usage.ts'

/** `bytes` are the token's own: a character may be spread over several tokens. */
const chatTokenSchema = z.strictObject({
  token: z.string(),
  logprob: z.number(),
  bytes: z.array(z.int().min(0).max(255)),
})
const chatTokenLogprobSchema = chatTokenSchema.extend({ top_logprobs: z.array(chatTokenSchema) })
export type ChatTokenLogprob = z.infer<typeof chatTokenLogprobSchema>

const chatLogprobsSchema = z
  .strictObject({ content: z.array(chatTokenLogprobSchema), refusal: z.null() })
  .nullable()

/** What `POST /v1/chat/completions` answers. */
export const chatCompletionSchema = z.strictObject({
  ...completionHeadFields,
  object: z.literal('chat.completion'),
  choices: z.array(
    z.strictObject({
      index: z.int().nonnegative(),
      message: z.strictObject({ role: z.literal('assistant'), content: z.string(), refusal: z.null() }),
      logprobs: chatLogprobsSchema,
      finish_reason: completionFinishReasonSchema,
    }),
  ),
  usage: completionUsageSchema,
})
export type ChatCompletion = z.infer<typeof chatCompletionSchema>

/**
 * What it streams. For each choice: its role, then its text, then its end, which alone has a finish reason. With
 * `include_usage` every chunk has `usage: null` but the last one of all, which has the usage and no choice.
 */
export const chatCompletionChunkSchema = z.strictObject({
  ...completionHeadFields,
  object: z.literal('chat.completion.chunk'),
  choices: z.array(
    z.strictObject({
      index: z.int().nonnegative(),
      delta: z.strictObject({ role: z.literal('assistant').optional(), content: z.string().optional() }),
      logprobs: chatLogprobsSchema,
      finish_reason: completionFinishReasonSchema.nullable(),
    }),
  ),
  usage: completionUsageSchema.nullable().optional(),
})
export type ChatCompletionChunk = z.infer<typeof chatCompletionChunkSchema>
