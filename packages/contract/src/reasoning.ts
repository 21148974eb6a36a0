import { z } from 'zod'

/** How chain-of-thought is asked for and how the answer is extracted. */
export const reasoningStrategySchema = z.enum([
  'off',
  'zero-shot',
  'few-shot',
  'plan-and-solve',
  'least-to-most',
  'cot-decoding',
  'native',
])
export type ReasoningStrategyId = z.infer<typeof reasoningStrategySchema>

/** What an answer looks like: decides the extraction phrase and the rule that reads the answer. */
export const answerFormatSchema = z.enum(['number', 'choice', 'yes-no', 'text'])
export type AnswerFormat = z.infer<typeof answerFormatSchema>

export const reasoningSchema = z.strictObject({
  strategy: reasoningStrategySchema.default('off'),
  /** What invites the reasoning; null takes the published words of the strategy, an empty text adds none. */
  trigger: z.string().max(2_000).nullable().default(null),
  answerFormat: answerFormatSchema.default('number'),
  /** The extraction step's phrase; null takes the published one for the answer format. */
  extractionTrigger: z.string().max(2_000).nullable().default(null),
  /** Limit of the extraction step, in tokens. */
  answerMaxTokens: z.int().min(1).max(4_096).default(32),
  /**
   * Chains of thought that are written side by side and vote for the answer (self-consistency). Counts only where the
   * strategy reasons and has no branches of its own.
   */
  paths: z.int().min(1).max(40).default(1),
  /** CoT-decoding: how many of the likeliest first tokens are gone on from. */
  branches: z.int().min(2).max(20).default(10),
})
export type Reasoning = z.infer<typeof reasoningSchema>
