import { z } from 'zod'
import { errorRecordSchema } from './error.ts'
import { idSchema, modelIdSchema, timestampSchema } from './ids.ts'
import { cachePathSchema, modelKindSchema, sha256Schema } from './model.ts'
import { parametersSchema } from './parameters.ts'
import { priceSchema } from './price.ts'
import { promptBodySchema, variableValueSchema } from './prompt.ts'
import { reasoningSchema } from './reasoning.ts'

/** One column of a comparison: who is asked, with which parameters and which reasoning strategy. */
export const variantSchema = z.strictObject({
  id: z.string().min(1).max(64),
  modelId: modelIdSchema,
  parameters: parametersSchema,
  reasoning: reasoningSchema,
})
export type Variant = z.infer<typeof variantSchema>

/** One case: what fills the variables, and the answer that is expected where there is one. */
export const itemSchema = z.strictObject({
  values: z.array(variableValueSchema).max(500),
  reference: z.string().max(200_000).nullable().default(null),
})
export type Item = z.infer<typeof itemSchema>

/**
 * Goes on from a place within what another generation wrote, instead of from its prompt: the tokens of that step before
 * `tokenIndex` are kept. `tokenId` is put there in place of the one that was picked; null goes on with what comes.
 */
export const branchPointSchema = z.strictObject({
  generationId: idSchema,
  stepIndex: z.int().nonnegative(),
  tokenIndex: z.int().nonnegative(),
  tokenId: z.int().nonnegative().nullable(),
})
export type BranchPoint = z.infer<typeof branchPointSchema>

/** `POST /api/runs`: variants × items × samples, each one generation. */
export const runRequestSchema = z.strictObject({
  promptId: idSchema.nullable(),
  /** The saved version that `body` equals; null when it runs unsaved work. */
  promptVersion: z.int().positive().nullable(),
  body: promptBodySchema,
  variants: z.array(variantSchema).min(1).max(8),
  items: z.array(itemSchema).min(1).max(1_000),
  samples: z.int().min(1).max(8),
  /** Alternatives recorded per token with their log-probabilities; null records none. */
  topLogprobs: z.int().min(0).max(20).nullable(),
  /** Set where this run goes on from another generation's text: then it has one variant, one item and one sample. */
  branch: branchPointSchema.nullable().default(null),
})
export type RunRequest = z.infer<typeof runRequestSchema>

export const finishReasonSchema = z.enum(['stop', 'length', 'cancelled', 'error'])
export type FinishReason = z.infer<typeof finishReasonSchema>

/** `interrupted`: the server went away while it ran; what it had written is kept, and it can be continued. */
export const generationStatusSchema = z.enum([
  'queued',
  'loading',
  'prefilling',
  'decoding',
  'completed',
  'failed',
  'interrupted',
])
export type GenerationStatus = z.infer<typeof generationStatusSchema>

export const runStatusSchema = z.enum(['running', 'completed', 'interrupted'])
export type RunStatus = z.infer<typeof runStatusSchema>

/** A token that a model could go on with, and its natural-log probability before temperature. */
export const tokenCandidateSchema = z.strictObject({
  /** In its model's vocabulary; null where a server that runs the model elsewhere does not tell. */
  id: z.int().nonnegative().nullable(),
  text: z.string(),
  logprob: z.number(),
})
export type TokenCandidate = z.infer<typeof tokenCandidateSchema>

/** A token that was written, and the likeliest candidates for its place, likeliest first. */
export const tokenLogprobSchema = tokenCandidateSchema.extend({ alternatives: z.array(tokenCandidateSchema) })
export type TokenLogprob = z.infer<typeof tokenLogprobSchema>

export const usageSchema = z.strictObject({
  promptTokens: z.int().nonnegative(),
  completionTokens: z.int().nonnegative(),
  /** Prompt tokens that were not computed again, because another sequence had begun with them. */
  cachedTokens: z.int().nonnegative().default(0),
  /** Set where the server that ran the model did not tell, so that tokens were counted by what came of them. */
  isEstimated: z.literal(true).optional(),
})
export type Usage = z.infer<typeof usageSchema>

/** Wall-clock times of one step. `ttftMs` counts from the step's start to its first token; null if none came. */
export const timingsSchema = z.strictObject({
  queuedMs: z.number().nonnegative(),
  ttftMs: z.number().nonnegative().nullable(),
  prefillMs: z.number().nonnegative(),
  decodeMs: z.number().nonnegative(),
})
export type Timings = z.infer<typeof timingsSchema>

/** `exact`: the same tokens whatever else runs. `fast`: sequences are computed together, which may round otherwise. */
export const generationModeSchema = z.enum(['fast', 'exact'])
export type GenerationMode = z.infer<typeof generationModeSchema>

/**
 * `completion`: the only call. `reasoning`, then `answer`: the two calls of zero-shot chain-of-thought.
 * `decomposition`, then one `subanswer` for each question it lists: least-to-most. `branching`: the one token of
 * CoT-decoding whose alternatives are gone on from.
 */
export const stepKindSchema = z.enum([
  'completion',
  'reasoning',
  'answer',
  'decomposition',
  'subanswer',
  'branching',
])
export type StepKind = z.infer<typeof stepKindSchema>

/** One call of the model within a generation. */
export const generationStepSchema = z.strictObject({
  kind: stepKindSchema,
  /** Which of the generation's chains of thought it belongs to, from 0; always 0 where there is one. */
  path: z.int().nonnegative().default(0),
  /**
   * Exactly the text the model read, special tokens spelled out; of a chat with a server that applies the template
   * itself, the messages as they were sent. Empty until it is known.
   */
  modelInput: z.string(),
  /** SHA-256 of the input's token ids as little-endian uint32; null until it is known, and where no server tells. */
  tokenIdsSha256: sha256Schema.nullable(),
  text: z.string(),
  /** The tokens picked, without the one that ends the sequence; null until the step has ended, and where no server tells. */
  tokenIds: z.array(z.int().nonnegative()).nullable().default(null),
  logprobs: z.array(tokenLogprobSchema),
  finishReason: finishReasonSchema.nullable(),
  /** Counts up while the step writes; null until its input is known. */
  usage: usageSchema.nullable(),
  timings: timingsSchema.nullable(),
})
export type GenerationStep = z.infer<typeof generationStepSchema>

/** One chain of thought of several: what was read out of it, and what it weighs in the vote. */
export const reasoningPathSchema = z.strictObject({
  path: z.int().nonnegative(),
  reasoningText: z.string().nullable(),
  /** Null when none could be read. */
  answer: z.string().nullable(),
  /** CoT-decoding: mean gap between the two likeliest tokens over those of the answer, 0–1. Null elsewhere. */
  confidence: z.number().nullable(),
  /** Why it broke off; the others went on without it. */
  error: errorRecordSchema.nullable().default(null),
})
export type ReasoningPath = z.infer<typeof reasoningPathSchema>

/** One attempt: what one variant made of one item, with everything needed to run it again. */
export const generationSchema = z.strictObject({
  id: idSchema,
  runId: idSchema,
  variantId: z.string(),
  itemIndex: z.int().nonnegative(),
  sampleIndex: z.int().nonnegative(),
  modelId: modelIdSchema,
  modelKind: modelKindSchema,
  modelSha256: sha256Schema.nullable(),
  executionProvider: z.string().nullable(),
  /** Null until its model has run. */
  mode: generationModeSchema.nullable().default(null),
  cachePath: cachePathSchema.nullable().default(null),
  /** What its model's tokens cost when it was queued; null where nothing was written down. */
  price: priceSchema.nullable().default(null),
  parameters: parametersSchema,
  reasoning: reasoningSchema,
  /** The seed in force: the variant's own plus the sample's index, or one that the server drew. */
  seed: z.int().min(0).max(4_294_967_295),
  status: generationStatusSchema,
  /** How many generations of its model are ahead of it; only while queued. */
  queuePosition: z.int().nonnegative().nullable(),
  /** 0–1 while loading or prefilling, null otherwise or when it cannot be known. */
  progress: z.number().min(0).max(1).nullable(),
  finishReason: finishReasonSchema.nullable(),
  error: errorRecordSchema.nullable(),
  steps: z.array(generationStepSchema),
  /** The chain of thought, apart from the answer; null when the strategy is off or nothing was written. */
  reasoningText: z.string().nullable(),
  /** What the strategy read out of the completion; null when there is none ("no answer"). */
  answer: z.string().nullable(),
  /** The chains of thought between which the answer was decided, by `path`; empty where there is only one. */
  paths: z.array(reasoningPathSchema).default([]),
  createdAt: timestampSchema,
  finishedAt: timestampSchema.nullable(),
})
export type Generation = z.infer<typeof generationSchema>

export const runSchema = z.strictObject({
  id: idSchema,
  promptId: idSchema.nullable(),
  promptVersion: z.int().positive().nullable(),
  status: runStatusSchema,
  request: runRequestSchema,
  generations: z.array(generationSchema),
  createdAt: timestampSchema,
  finishedAt: timestampSchema.nullable(),
})
export type Run = z.infer<typeof runSchema>
