import { z } from 'zod'
import { idSchema, modelIdSchema, pageQuerySchema } from './ids.ts'
import { modelKindSchema } from './model.ts'
import { promptTypeSchema } from './prompt.ts'
import { reasoningStrategySchema } from './reasoning.ts'
import { runSchema, runStatusSchema } from './run.ts'

/** What a list shows of a run. What is counted are generations that have ended, so it grows while the run goes on. */
export const runSummarySchema = runSchema.omit({ generations: true, request: true }).extend({
  /** The prompt's name now; null for a run of no prompt. */
  promptName: z.string().nullable(),
  promptType: promptTypeSchema,
  /** First line of what was asked, its variables not filled in; empty where nothing was written. */
  promptLine: z.string(),
  /** First line of the first output that has one: the answer where one was read out. Null while there is none. */
  outputLine: z.string().nullable(),
  /** Who was asked, in the order of the variants, each once. */
  models: z.array(z.strictObject({ modelId: modelIdSchema, modelKind: modelKindSchema })),
  /** In the order of the variants, each once. */
  strategies: z.array(reasoningStrategySchema),
  itemCount: z.int().positive(),
  sampleCount: z.int().positive(),
  /** Variants × items × samples. */
  generationCount: z.int().positive(),
  /** Those that were stopped by a person included. */
  completedCount: z.int().nonnegative(),
  failedCount: z.int().nonnegative(),
  /** What all calls together read and wrote; null while no call has ended. */
  tokens: z.strictObject({ prompt: z.int().nonnegative(), completion: z.int().nonnegative() }).nullable(),
})
export type RunSummary = z.infer<typeof runSummarySchema>

/** A run's own states, and `failed`: at least one of its generations has. */
export const runFilterStatusSchema = z.enum([...runStatusSchema.options, 'failed'])
export type RunFilterStatus = z.infer<typeof runFilterStatusSchema>

const timeSchema = z.coerce.number().int().nonnegative()

/** Which runs are wanted: those that meet all that is set. */
export const runListQuerySchema = pageQuerySchema.extend({
  promptId: idSchema.optional(),
  modelId: modelIdSchema.optional(),
  status: runFilterStatusSchema.optional(),
  /**
   * Words, each of which is somewhere in the prompt, its values, its name or an output, in any case; "in quotes" they are
   * one phrase. No character has a meaning of its own.
   */
  q: z.string().max(500).optional(),
  /** Created at or after. */
  from: timeSchema.optional(),
  /** Created before. */
  to: timeSchema.optional(),
})
export type RunListQuery = z.infer<typeof runListQuerySchema>
