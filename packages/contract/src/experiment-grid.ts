import { z } from 'zod'
import { windowQuerySchema } from './dataset.ts'
import { cellStateSchema } from './experiment.ts'
import { idSchema, timestampSchema } from './ids.ts'
import { finishReasonSchema, generationSchema, itemSchema } from './run.ts'
import { scoreSchema } from './score.ts'

/** What a person thinks of an output; the score of a human. */
export const cellRatingSchema = z.strictObject({
  /** 1 is bad, 5 is good; null for a comment alone. */
  value: z.int().min(1).max(5).nullable(),
  comment: z.string().max(2_000),
  ratedAt: timestampSchema,
})
export type CellRating = z.infer<typeof cellRatingSchema>

/** What the grid shows of a score. */
export const scoreMarkSchema = scoreSchema.pick({ name: true, value: true, isPass: true, category: true })
export type ScoreMark = z.infer<typeof scoreMarkSchema>

/** One case, one variant, one sample. */
export const gridCellSchema = z.strictObject({
  /** Its name within the experiment: (item × variants + place of the variant) × samples + sample. */
  number: z.int().nonnegative(),
  itemIndex: z.int().nonnegative(),
  variantId: z.string(),
  sampleIndex: z.int().nonnegative(),
  state: cellStateSchema,
  /** The first lines: of the answer where one was read, else of what was written. Null while there is nothing. */
  preview: z.string().nullable(),
  /** Whether an answer could be read; null while nothing is done. */
  hasAnswer: z.boolean().nullable(),
  finishReason: finishReasonSchema.nullable(),
  /** Why it failed. */
  errorCode: z.string().nullable(),
  latencyMs: z.number().nonnegative().nullable(),
  promptTokens: z.int().nonnegative().nullable(),
  completionTokens: z.int().nonnegative().nullable(),
  /** In the order of the experiment's scorers; those not computed yet are missing. */
  scores: z.array(scoreMarkSchema),
  rating: cellRatingSchema.pick({ value: true, comment: true }).nullable(),
})
export type GridCell = z.infer<typeof gridCellSchema>

/** One case with all of its cells, by variant, then by sample. */
export const gridRowSchema = z.strictObject({
  itemIndex: z.int().nonnegative(),
  /** Of the data set. */
  rowId: z.int().positive(),
  isSynthetic: z.boolean(),
  /** What fills the mapped columns, its first characters; in the order of the mapping. */
  values: z.array(z.strictObject({ name: z.string(), preview: z.string() })),
  reference: z.string().nullable(),
  slice: z.string().nullable(),
  cells: z.array(gridCellSchema),
})
export type GridRow = z.infer<typeof gridRowSchema>

/**
 * `failed`: a generation failed or a scorer did not pass it. `different`: the answers of a sample differ between variants.
 * `unrated`: something done that nobody rated. `slow`: one of the slowest twentieth of all cells.
 */
export const gridFilterSchema = z.enum(['all', 'failed', 'different', 'unrated', 'slow'])
export type GridFilter = z.infer<typeof gridFilterSchema>

export const gridQuerySchema = windowQuerySchema.extend({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  filter: gridFilterSchema.default('all'),
  /** Text of the slice column; only its cases. */
  slice: z.string().max(200).optional(),
})
export type GridQuery = z.infer<typeof gridQuerySchema>

export const gridWindowSchema = z.strictObject({
  items: z.array(gridRowSchema),
  /** How many rows meet the filters. */
  total: z.int().nonnegative(),
  /** The experiment's when this was read. */
  revision: z.int().nonnegative(),
})
export type GridWindow = z.infer<typeof gridWindowSchema>

/** A cell as it is opened: the whole record. */
export const experimentCellSchema = z.strictObject({
  cell: gridCellSchema,
  /** What filled the variables, and the expected answer. */
  item: itemSchema,
  /** With their reasons. */
  scores: z.array(scoreSchema),
  rating: cellRatingSchema.nullable(),
  /** The run that holds this cell alone, to verify it or to branch from it; null while nothing is done. */
  runId: idSchema.nullable(),
  generation: generationSchema.nullable(),
})
export type ExperimentCell = z.infer<typeof experimentCellSchema>
