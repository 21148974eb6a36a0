import { z } from 'zod'
import {
  completionFinishReasonSchema,
  completionHeadFields,
  completionUsageSchema,
} from './completion-usage.ts'

/**
 * Four lists of one length, one place for each token. The first token of an echoed prompt has no probability.
 * `text_offset` counts characters (code points) from the beginning of the choice's text.
 */
const textLogprobsSchema = z.strictObject({
  tokens: z.array(z.string()),
  token_logprobs: z.array(z.number().nullable()),
  top_logprobs: z.array(z.record(z.string(), z.number()).nullable()),
  text_offset: z.array(z.int().nonnegative()),
})
export type TextLogprobs = z.infer<typeof textLogprobsSchema>

const choiceFields = {
  index: z.int().nonnegative(),
  text: z.string(),
  logprobs: textLogprobsSchema.nullable(),
}

/** What `POST /v1/completions` answers. Choices of the first prompt come first. */
export const textCompletionSchema = z.strictObject({
  ...completionHeadFields,
  object: z.literal('text_completion'),
  choices: z.array(z.strictObject({ ...choiceFields, finish_reason: completionFinishReasonSchema })),
  usage: completionUsageSchema,
})
export type TextCompletion = z.infer<typeof textCompletionSchema>

/** What it streams: the same shape with a part of the text, and a finish reason only where a choice ends. */
export const textCompletionChunkSchema = z.strictObject({
  ...completionHeadFields,
  object: z.literal('text_completion'),
  choices: z.array(
    z.strictObject({ ...choiceFields, finish_reason: completionFinishReasonSchema.nullable() }),
  ),
  usage: completionUsageSchema.nullable().optional(),
})
export type TextCompletionChunk = z.infer<typeof textCompletionChunkSchema>
