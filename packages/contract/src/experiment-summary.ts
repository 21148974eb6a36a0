import { z } from 'zod'
import { windowQuerySchema } from './dataset.ts'
import { cellStateSchema } from './experiment.ts'
import { gridCellSchema } from './experiment-grid.ts'
import { idSchema } from './ids.ts'

/** A value with its interval of 95 %. */
export const estimateSchema = z.strictObject({ value: z.number(), low: z.number(), high: z.number() })
export type Estimate = z.infer<typeof estimateSchema>

/** What a scorer found of one variant. */
export const scorerSummarySchema = z.strictObject({
  name: z.string(),
  /** Cells by what became of the scoring. */
  scored: z.int().nonnegative(),
  noAnswer: z.int().nonnegative(),
  noReference: z.int().nonnegative(),
  errors: z.int().nonnegative(),
  /**
   * Share of the cases that passed: no answer counts as not passed, no reference and errors not at all. Several samples of
   * a case are averaged first, so that `cases` is what the interval rests on. Null where the scorer passes nobody.
   */
  passRate: estimateSchema
    .extend({ passed: z.number().nonnegative(), cases: z.int().nonnegative() })
    .nullable(),
  /** Of the numbers, case by case; null where there are none, or fewer than two. */
  mean: estimateSchema.nullable(),
})
export type ScorerSummary = z.infer<typeof scorerSummarySchema>

export const variantSummarySchema = z.strictObject({
  variantId: z.string(),
  /** Cells by state. */
  cells: z.record(cellStateSchema, z.int().nonnegative()),
  /** Done without an answer that could be read. */
  extractionFailures: z.int().nonnegative(),
  promptTokens: z.int().nonnegative(),
  completionTokens: z.int().nonnegative(),
  /** Of cells that are done, without waiting; null while none is. */
  latency: z
    .strictObject({ totalMs: z.number(), meanMs: z.number(), medianMs: z.number(), p95Ms: z.number() })
    .nullable(),
  /** Null without a price. */
  cost: z.strictObject({ amount: z.number(), currency: z.string() }).nullable(),
  /** In the order of the experiment's scorers. */
  scorers: z.array(scorerSummarySchema),
  rating: z.strictObject({ count: z.int().positive(), mean: z.number() }).nullable(),
})
export type VariantSummary = z.infer<typeof variantSummarySchema>

export const experimentResultSchema = z.strictObject({
  /** The experiment's when this was computed. */
  revision: z.int().nonnegative(),
  variants: z.array(variantSummarySchema),
  /** By the texts of the slice column, as numbers where they are numbers; empty without one. */
  slices: z.array(z.strictObject({ slice: z.string(), variants: z.array(variantSummarySchema) })),
})
export type ExperimentResult = z.infer<typeof experimentResultSchema>

/** What became of a case between the base and the other. `unpaired`: one of them has no score that counts. */
export const caseChangeSchema = z.enum(['fixed', 'broken', 'unchanged', 'unpaired'])
export type CaseChange = z.infer<typeof caseChangeSchema>

/**
 * Two variants of one experiment, or of two whose cases are the same rows of a data set, unchanged between their versions.
 * The first is the base.
 */
export const comparisonQuerySchema = z.strictObject({
  scorer: z.string().min(1).max(80),
  baseVariantId: z.string().min(1).max(64),
  variantId: z.string().min(1).max(64),
  /** The experiment that `variantId` belongs to, where it is another one. */
  otherExperimentId: idSchema.optional(),
  slice: z.string().max(200).optional(),
})
export type ComparisonQuery = z.infer<typeof comparisonQuerySchema>

export const caseQuerySchema = comparisonQuerySchema.extend({
  ...windowQuerySchema.shape,
  change: caseChangeSchema.optional(),
})
export type CaseQuery = z.infer<typeof caseQuerySchema>

/** One case under both. */
export const comparedCaseSchema = z.strictObject({
  rowId: z.int().positive(),
  /** In the base's experiment. */
  itemIndex: z.int().nonnegative(),
  change: caseChangeSchema,
  values: z.array(z.strictObject({ name: z.string(), preview: z.string() })),
  reference: z.string().nullable(),
  slice: z.string().nullable(),
  base: z.array(gridCellSchema),
  other: z.array(gridCellSchema),
})
export type ComparedCase = z.infer<typeof comparedCaseSchema>

/**
 * What the comparison carries; `first` is the base. `not-enough-cases`: under 30, no word on it. `nothing-changed`: every
 * case came out alike. `not-conclusive`: what changed may be chance. The others: exact test and interval agree that it is not.
 */
export const comparisonVerdictSchema = z.enum([
  'not-enough-cases',
  'nothing-changed',
  'not-conclusive',
  'first-better',
  'second-better',
])
export type ComparisonVerdict = z.infer<typeof comparisonVerdictSchema>

/** What was paid for it, per case. */
const spentSchema = z.strictObject({ completionTokens: z.number(), latencyMs: z.number() }).nullable()

export const experimentComparisonSchema = z.strictObject({
  /** `share`: of cases that pass. `mean`: of numbers nobody passes by; then `fixed` are those that got better. */
  kind: z.enum(['share', 'mean']),
  cases: z.strictObject({
    /** Right under both, or the same number. */
    unchangedRight: z.int().nonnegative(),
    /** Wrong under both. */
    unchangedWrong: z.int().nonnegative(),
    fixed: z.int().nonnegative(),
    broken: z.int().nonnegative(),
    /** No score that counts under one of them. */
    unpaired: z.int().nonnegative(),
    /** In one of the experiments only, or changed between their versions of the data set. */
    elsewhere: z.int().nonnegative(),
  }),
  /** Over the paired cases. */
  base: estimateSchema.nullable(),
  other: estimateSchema.nullable(),
  /** Other minus base, with its paired interval. */
  difference: estimateSchema.nullable(),
  /** McNemar's exact test, or the sign test for numbers; two-sided. Null where no case changed. */
  pValue: z.number().nullable(),
  verdict: comparisonVerdictSchema,
  /** About how many more cases would settle it if they went on like this; null where none would, or none are needed. */
  casesNeeded: z.int().nullable(),
  baseSpent: spentSchema,
  otherSpent: spentSchema,
  /** Cases without an answer that could be read. */
  baseExtractionFailures: z.int().nonnegative(),
  otherExtractionFailures: z.int().nonnegative(),
})
export type ExperimentComparison = z.infer<typeof experimentComparisonSchema>
