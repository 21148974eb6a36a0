import { z } from 'zod'

/** How chain-of-thought is asked for and how the answer is extracted. */
export const reasoningStrategySchema = z.enum(['off', 'zero-shot', 'few-shot'])
export type ReasoningStrategyId = z.infer<typeof reasoningStrategySchema>

/** What an answer looks like: decides the extraction phrase and the rule that reads the answer. */
export const answerFormatSchema = z.enum(['number', 'choice', 'yes-no', 'text'])
export type AnswerFormat = z.infer<typeof answerFormatSchema>

export const reasoningSchema = z.strictObject({
  strategy: reasoningStrategySchema.default('off'),
  /** What invites the reasoning (zero-shot). Kojima et al. 2022, arXiv 2205.11916. */
  trigger: z.string().max(2_000).default("Let's think step by step."),
  answerFormat: answerFormatSchema.default('number'),
  /** The extraction step's phrase; null takes the published one for the answer format. */
  extractionTrigger: z.string().max(2_000).nullable().default(null),
  /** Limit of the extraction step, in tokens. */
  answerMaxTokens: z.int().min(1).max(4_096).default(32),
})
export type Reasoning = z.infer<typeof reasoningSchema>
