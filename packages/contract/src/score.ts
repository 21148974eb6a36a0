import { z } from 'zod'
import { scorerIdSchema } from './scorer.ts'

export const scoreTypeSchema = z.enum(['boolean', 'numeric', 'category'])
export type ScoreType = z.infer<typeof scoreTypeSchema>

/**
 * What became of the scoring. `no-answer`: the completion has no answer that could be judged, as when its thinking never
 * ended; it counts as not passed, but is never shown as a wrong text. `no-reference`: the case names no expected answer.
 * `error`: the generation or the scorer failed; it counts neither way.
 */
export const scoreCategorySchema = z.enum(['scored', 'no-answer', 'no-reference', 'error'])
export type ScoreCategory = z.infer<typeof scoreCategorySchema>

/** Why a score is what it is, as a key for the page's words in the reader's language. */
export const rationaleKeySchema = z.enum([
  'same',
  'different',
  'found',
  'not-found',
  'matched',
  'not-matched',
  'number-read',
  'no-number',
  'reference-no-number',
  'choice-read',
  'no-choice',
  'likeliest-choice',
  'json-valid',
  'json-invalid',
  'schema-fits',
  'schema-differs',
  'counted',
  'measured',
  'overlap',
  'perplexity',
  'judged',
  'judge-unreadable',
  'judge-failed',
  'order-agrees',
  'order-disagrees',
  'evaluated',
  'no-answer',
  'no-reference',
  'generation-failed',
  'not-finished',
  'need-missing',
  'options-invalid',
  'pattern-invalid',
  'schema-invalid',
  'expression-invalid',
  'too-long',
  'scorer-failed',
])
export type RationaleKey = z.infer<typeof rationaleKeySchema>

/** The words stand in the page; what fills them in is text of the case (an answer, a judge's reasons) or a number. */
export const rationaleSchema = z.strictObject({
  key: rationaleKeySchema,
  values: z.record(z.string().max(40), z.union([z.string().max(20_000), z.number()])),
})
export type Rationale = z.infer<typeof rationaleSchema>

/** What one scorer found of one generation. */
export const scoreSchema = z.strictObject({
  /** The name that the experiment gave the scorer. */
  name: z.string().min(1).max(80),
  scorerId: scorerIdSchema,
  type: scoreTypeSchema,
  /** Null unless the category is `scored`. A boolean, a number or a category, as `type` says. */
  value: z.union([z.boolean(), z.number(), z.string().max(200)]).nullable(),
  /** Null where nobody passes or fails: a figure without limits, or nothing scored. */
  isPass: z.boolean().nullable(),
  rationale: rationaleSchema,
  category: scoreCategorySchema,
})
export type Score = z.infer<typeof scoreSchema>
