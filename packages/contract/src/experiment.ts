import { z } from 'zod'
import { idSchema, modelIdSchema, timestampSchema } from './ids.ts'
import { parametersSchema } from './parameters.ts'
import { promptBodySchema } from './prompt.ts'
import { variantSchema } from './run.ts'
import { scorerConfigSchema } from './scorer.ts'

export const experimentLimits = { variants: 8, samples: 8, scorers: 20, cells: 100_000 } as const

/** One column of an experiment: a run's variant with a name, and a prompt of its own where it has one. */
export const experimentVariantSchema = variantSchema.extend({
  /** For people; empty leaves it to the page to say what tells the variants apart. */
  name: z.string().trim().max(200).default(''),
  /** Null asks the experiment's own prompt. */
  body: promptBodySchema.nullable().default(null),
  /** The saved version that `body` equals; of the experiment's prompt. */
  promptVersion: z.int().positive().nullable().default(null),
})
export type ExperimentVariant = z.infer<typeof experimentVariantSchema>

const columnNameSchema = z.string().min(1).max(200)

/** What fills a variable in each case: the text of a column, or the same text for all of them. */
export const variableSourceSchema = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('column'), column: columnNameSchema }),
  z.strictObject({ from: z.literal('text'), text: z.string().max(200_000) }),
])
export type VariableSource = z.infer<typeof variableSourceSchema>

export const variableMappingSchema = z.strictObject({
  variable: z.string().min(1).max(200),
  source: variableSourceSchema,
})
export type VariableMapping = z.infer<typeof variableMappingSchema>

/** Which cases of the version: all of them, as many from its beginning, or those that are named. */
export const rowChoiceSchema = z.discriminatedUnion('which', [
  z.strictObject({ which: z.literal('all') }),
  z.strictObject({ which: z.literal('first'), count: z.int().positive().max(100_000) }),
  z.strictObject({
    which: z.literal('chosen'),
    rowIds: z.array(z.int().positive()).min(1).max(100_000),
  }),
])
export type RowChoice = z.infer<typeof rowChoiceSchema>

/** Who is asked by a scorer that asks a model. */
export const judgeSchema = z.strictObject({ modelId: modelIdSchema, parameters: parametersSchema })
export type Judge = z.infer<typeof judgeSchema>

/** A scorer with what the experiment adds to it. */
export const experimentScorerSchema = scorerConfigSchema.extend({
  /** Needed by scorers that ask a model, and by no other. */
  judge: judgeSchema.nullable().default(null),
  /** Whose answer to the same case and sample is the other one; needed by scorers that compare. */
  otherVariantId: z.string().min(1).max(64).nullable().default(null),
})
export type ExperimentScorer = z.infer<typeof experimentScorerSchema>

export const experimentScorersSchema = z
  .array(experimentScorerSchema)
  .max(experimentLimits.scorers)
  .refine((scorers) => new Set(scorers.map(({ name }) => name)).size === scorers.length, {
    message: 'Two scorers have the same name. Give each its own.',
  })

/**
 * What an experiment asks, frozen when it is made. Where a variant names no seed, one is drawn and shared by all variants,
 * so that they differ by nothing else.
 */
export const experimentSetupSchema = z.strictObject({
  promptId: idSchema.nullable(),
  promptVersion: z.int().positive().nullable(),
  body: promptBodySchema,
  variants: z.array(experimentVariantSchema).min(1).max(experimentLimits.variants),
  samples: z.int().min(1).max(experimentLimits.samples).default(1),
  datasetId: idSchema,
  datasetVersion: z.int().positive(),
  rows: rowChoiceSchema.default({ which: 'all' }),
  /** One for each variable of the prompts; those that are missing are refused by name, more do no harm. */
  mapping: z.array(variableMappingSchema).max(500),
  /** The column of the expected answers; null for none. */
  referenceColumn: columnNameSchema.nullable(),
  /** The column whose texts the summary is broken down by; null for none. */
  sliceColumn: columnNameSchema.nullable().default(null),
  /** Alternatives recorded per token; each of them takes room for each cell. */
  topLogprobs: z.int().min(0).max(20).nullable().default(null),
})
export type ExperimentSetup = z.infer<typeof experimentSetupSchema>

export const experimentRequestSchema = experimentSetupSchema.extend({
  name: z.string().trim().min(1).max(200),
  scorers: experimentScorersSchema.default([]),
  /** Waits to be resumed. */
  isPaused: z.boolean().default(false),
})
export type ExperimentRequest = z.infer<typeof experimentRequestSchema>

/**
 * `queued`: wants to run when those before it are done. `paused`: by a person; what is under way then is still finished.
 * `cancelled`: what was left stays undone. `completed`: no cell is left, and no score.
 */
export const experimentStatusSchema = z.enum(['queued', 'running', 'paused', 'completed', 'cancelled'])
export type ExperimentStatus = z.infer<typeof experimentStatusSchema>

/** `pending` and `running` cells have no output (yet); `failed` is a generation with a code. */
export const cellStateSchema = z.enum(['pending', 'running', 'done', 'failed'])
export type CellState = z.infer<typeof cellStateSchema>

export const experimentCountsSchema = z.strictObject({
  total: z.int().nonnegative(),
  pending: z.int().nonnegative(),
  running: z.int().nonnegative(),
  done: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  /** Cells that are done, and that not every scorer has judged (yet). */
  unscored: z.int().nonnegative(),
})
export type ExperimentCounts = z.infer<typeof experimentCountsSchema>

/** Of all variants with a price in that currency. */
export const experimentCostSchema = z.strictObject({
  currency: z.string(),
  spent: z.number().nonnegative(),
  /** What all cells would come to, if the rest costs as much as those that are done; null while none is. */
  estimated: z.number().nonnegative().nullable(),
})

export const experimentSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  status: experimentStatusSchema,
  /** Rises with everything that changes: its cells, their scores and ratings, its status. */
  revision: z.int().nonnegative(),
  setup: experimentSetupSchema,
  datasetName: z.string(),
  scorers: z.array(experimentScorerSchema),
  itemCount: z.int().nonnegative(),
  counts: experimentCountsSchema,
  /** Until nothing is left, at the pace of the last cells; null while that is unknown or it does not run. */
  remainingMs: z.number().nonnegative().nullable(),
  costs: z.array(experimentCostSchema),
  createdAt: timestampSchema,
  /** When the last cell or score came; null while it goes on. */
  finishedAt: timestampSchema.nullable(),
})
export type Experiment = z.infer<typeof experimentSchema>

/** What the list of experiments shows. */
export const experimentSummarySchema = experimentSchema.omit({ setup: true, scorers: true }).extend({
  promptId: idSchema.nullable(),
  promptVersion: z.int().positive().nullable(),
  datasetId: idSchema,
  datasetVersion: z.int().positive(),
  variants: z.array(experimentVariantSchema.omit({ body: true })),
  scorerNames: z.array(z.string()),
})
export type ExperimentSummary = z.infer<typeof experimentSummarySchema>

/** Which cells are to be made again, with the seeds they had. What they had is kept until then. */
export const cellChoiceSchema = z
  .strictObject({
    which: z.enum(['failed', 'all', 'chosen']),
    /** Numbers of cells; only of those that are chosen. */
    cells: z.array(z.int().nonnegative()).max(experimentLimits.cells).default([]),
  })
  .refine(({ which, cells }) => (which === 'chosen') === cells.length > 0, {
    message: 'Cells are named where they are chosen, and only there.',
    path: ['cells'],
  })
export type CellChoice = z.infer<typeof cellChoiceSchema>

/**
 * Chain-of-thought measured in one go: for each model two variants, without and with the strategy, on the same cases with
 * the same seed. The prompt is the one given, or the question alone.
 */
export const chainOfThoughtRequestSchema = z.strictObject({
  name: z.string().trim().max(200).default(''),
  datasetId: idSchema,
  datasetVersion: z.int().positive(),
  /** Greedy where left out: the temperature is 0. */
  models: z
    .array(z.strictObject({ modelId: modelIdSchema, parameters: parametersSchema.optional() }))
    .min(1)
    .max(4),
  /** What `on` means; `off` is the same with the strategy switched off. Null takes few-shot for a prompt that shows its reasoning, else zero-shot. */
  reasoning: variantSchema.shape.reasoning.nullable().default(null),
  /** Null asks the text of the first variable column, and nothing else. */
  body: promptBodySchema.nullable().default(null),
  mapping: z.array(variableMappingSchema).max(500).default([]),
  sliceColumn: columnNameSchema.nullable().default(null),
  /** At most so many cases of each slice, from its beginning. */
  itemsPerSlice: z.int().positive().max(100_000).nullable().default(null),
  /** Numeric answers where left out. */
  scorer: experimentScorerSchema.nullable().default(null),
})
export type ChainOfThoughtRequest = z.infer<typeof chainOfThoughtRequestSchema>
