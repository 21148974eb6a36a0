import { z } from 'zod'
import { jsonValueSchema } from './json-value.ts'

/** Every way of judging an output that there is; `packages/evaluation` has a file for each. */
export const scorerIdSchema = z.enum([
  'exact-match',
  'normalised-match',
  'contains',
  'regex',
  'numeric-answer',
  'multiple-choice',
  'choice-likelihood',
  'json-validity',
  'json-schema',
  'length',
  'latency',
  'levenshtein',
  'rouge-l',
  'bleu',
  'chrf',
  'reference-perplexity',
  'rubric-judge',
  'pairwise-judge',
  'expression',
])
export type ScorerId = z.infer<typeof scorerIdSchema>

/** What a scorer asks for besides its options; without it there is a record that says so, and no value. */
export const scorerNeedSchema = z.enum([
  /** The answer that was read out of the completion, without its reasoning. */
  'answer',
  'reference',
  /** The likeliest tokens at each place, recorded while it was written. */
  'logprobs',
  /** Somebody who measures how likely a model finds a text behind its prompt. */
  'model-loss',
  /** A model that is asked. */
  'judge',
  /** What another variant made of the same case. */
  'other-answer',
])
export type ScorerNeed = z.infer<typeof scorerNeedSchema>

/** From `min` to `max`, both included; null leaves a side open. */
export const passRangeSchema = z
  .strictObject({ min: z.number().nullable(), max: z.number().nullable() })
  .refine(({ min, max }) => min === null || max === null || min <= max, {
    message: 'The lower limit may not lie above the upper one.',
  })
export type PassRange = z.infer<typeof passRangeSchema>

/** One scorer as an experiment uses it. The scorer itself checks its options, with a schema of its own. */
export const scorerConfigSchema = z.strictObject({
  id: scorerIdSchema,
  /** The heading of its column; each name once in an experiment. */
  name: z.string().trim().min(1).max(80),
  options: z.record(z.string().max(64), jsonValueSchema).default({}),
  /** Which numbers pass. Null leaves a number a figure that nobody passes or fails by. */
  pass: passRangeSchema.nullable().default(null),
  /** Turns what passes and what fails round: must not contain, must not be JSON. */
  isNegated: z.boolean().default(false),
})
export type ScorerConfig = z.infer<typeof scorerConfigSchema>
