import { z } from 'zod'
import { errorRecordSchema } from './error.ts'
import { modelIdSchema } from './ids.ts'
import { modelKindSchema } from './model.ts'
import { priceSchema } from './price.ts'
import { promptBodySchema } from './prompt.ts'
import { itemSchema, stepKindSchema, variantSchema } from './run.ts'

/** `POST /api/preview`: what each variant's model would read, without running it. */
export const previewRequestSchema = z.strictObject({
  body: promptBodySchema,
  variants: z.array(variantSchema).min(1).max(8),
  item: itemSchema,
  /** Generations of each variant that its cost is reckoned for: items × samples; one if left out. */
  generationCount: z.int().min(1).max(8_000).optional(),
})
export type PreviewRequest = z.infer<typeof previewRequestSchema>

/** One token of the model input. `isSpecial` marks tokens such as `<|bos|>` that stand for no text. */
export const inputTokenSchema = z.strictObject({
  id: z.int().nonnegative(),
  text: z.string(),
  isSpecial: z.boolean(),
})
export type InputToken = z.infer<typeof inputTokenSchema>

/**
 * Where a token of the model input comes from. `template`: the chat template's own text, and what the tokenizer puts
 * before every text. `trigger`: what invites the reasoning. `input`: everything else that is asked.
 */
export const promptPartSchema = z.enum(['template', 'system', 'preamble', 'examples', 'input', 'trigger'])
export type PromptPart = z.infer<typeof promptPartSchema>

/** Tokens that follow one another and belong to one part; a token that lies across two belongs to the first. */
export const partRunSchema = z.strictObject({ part: promptPartSchema, tokenCount: z.int().positive() })
export type PartRun = z.infer<typeof partRunSchema>

/**
 * How often the token is there that opens every text for the model: `once` as it should be, `missing` or `double` as a
 * chat template or a pasted prompt can get it wrong. `none`: the model's tokenizer has no such token.
 */
export const openingSchema = z.enum(['once', 'missing', 'double', 'none'])
export type Opening = z.infer<typeof openingSchema>

/**
 * What a variant's generations would cost, in its price's currency: `least` where nothing is written, `most` where each
 * call writes all that it may. Calls whose number the model itself decides on count once.
 */
export const costEstimateSchema = z.strictObject({
  least: z.number().nonnegative(),
  most: z.number().nonnegative(),
  currency: priceSchema.shape.currency,
})
export type CostEstimate = z.infer<typeof costEstimateSchema>

export const variantPreviewSchema = z.strictObject({
  variantId: z.string(),
  modelId: modelIdSchema,
  modelKind: modelKindSchema.nullable(),
  /** Kind of the first step; a second step's input depends on what the first one writes. */
  stepKind: stepKindSchema,
  modelInput: z.string(),
  /** Empty where the model runs on a server that does not tell. */
  tokens: z.array(inputTokenSchema),
  tokenCount: z.int().nonnegative(),
  /** Whether the count is a guess by the length of the text. */
  isEstimated: z.boolean(),
  /** Which part each token belongs to: as many tokens in all as there are, in their order. */
  parts: z.array(partRunSchema),
  /** Null where the input could not be made. */
  opening: openingSchema.nullable(),
  /** What the first call may write at most; it gets less where the context has no room for that. */
  maxTokens: z.int().positive().nullable(),
  contextLength: z.int().positive().nullable(),
  /** Stop sequences in force, the strategy's own included. */
  stop: z.array(z.string()),
  /** Where the extraction step is used: the phrase that will follow the reasoning. */
  extractionTrigger: z.string().nullable(),
  /** Null where its model has no price, or the input could not be made. */
  cost: costEstimateSchema.nullable(),
  /** Set when this variant cannot run as it stands (an unfilled variable, too long, no such model). */
  error: errorRecordSchema.nullable(),
})
export type VariantPreview = z.infer<typeof variantPreviewSchema>

export const previewSchema = z.strictObject({ variants: z.array(variantPreviewSchema) })
export type Preview = z.infer<typeof previewSchema>
