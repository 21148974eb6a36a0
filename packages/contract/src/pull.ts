import { z } from 'zod'
import { errorRecordSchema } from './error.ts'
import { idSchema, modelIdSchema, timestampSchema } from './ids.ts'
import { modelKindSchema, modelRepositorySchema, pullPrecisionSchema } from './model.ts'

/** `HuggingFaceTB/SmolLM2-135M`, its address, or `hf:` and its name; a revision may follow behind `@`. */
const repositoryReferenceSchema = z.string().trim().min(1).max(500)

export const pullRequestSchema = z.strictObject({
  repository: repositoryReferenceSchema,
  /** A branch, tag or commit; null takes the one in the reference, else `main`. */
  revision: z.string().min(1).max(200).nullable().default(null),
  /** Null takes what suits this machine. */
  precision: pullPrecisionSchema.nullable().default(null),
  /** Null takes what the repository tells. */
  kind: modelKindSchema.nullable().default(null),
})
export type PullRequest = z.infer<typeof pullRequestSchema>

/** One way to have a repository's model. */
export const pullVariantSchema = z.strictObject({
  precision: pullPrecisionSchema,
  /** `use` takes an ONNX file as it is, `convert` makes one of the checkpoint. */
  action: z.enum(['use', 'convert']),
  /** Bytes of the files that are needed for it. */
  downloadBytes: z.int().nonnegative(),
  /** Of them, those that are in the cache already. */
  cachedBytes: z.int().nonnegative(),
  memoryNeedBytes: z.int().nonnegative(),
})
export type PullVariant = z.infer<typeof pullVariantSchema>

/** What a pull would do, before a byte of the model is fetched. */
export const pullPlanSchema = z.strictObject({
  repository: modelRepositorySchema,
  modelId: modelIdSchema,
  kind: modelKindSchema,
  /** What `kind` was read from, for people to read. */
  kindReason: z.string(),
  family: z.string(),
  licence: z.string(),
  parameterCount: z.int().positive().nullable(),
  contextLength: z.int().positive().nullable(),
  isGated: z.boolean(),
  /** The chosen one is among them. */
  variants: z.array(pullVariantSchema).min(1),
  chosen: pullPrecisionSchema,
  files: z.array(
    z.strictObject({ path: z.string(), sizeBytes: z.int().nonnegative(), isCached: z.boolean() }),
  ),
  memoryFreeBytes: z.int().nonnegative(),
  diskFreeBytes: z.int().nonnegative(),
  /** Why the chosen variant will not do on this machine, with the numbers; null where it will. */
  obstacle: errorRecordSchema.nullable(),
  /** Set when it was pulled already, with this precision and from this commit. Another commit replaces the model. */
  installedModelId: modelIdSchema.nullable(),
})
export type PullPlan = z.infer<typeof pullPlanSchema>

export const pullStatusSchema = z.enum([
  'queued',
  'downloading',
  'verifying',
  'converting',
  'paused',
  'completed',
  'failed',
  'cancelled',
])
export type PullStatus = z.infer<typeof pullStatusSchema>

/** A model on its way to this machine. It survives a restart: what was under way is paused then. */
export const pullSchema = z.strictObject({
  id: idSchema,
  request: pullRequestSchema,
  repository: modelRepositorySchema,
  modelId: modelIdSchema,
  precision: pullPrecisionSchema,
  status: pullStatusSchema,
  /** Of the step that is under way: downloading, verifying or converting. */
  doneBytes: z.int().nonnegative(),
  totalBytes: z.int().nonnegative(),
  /** Null while nothing moves. */
  bytesPerSecond: z.number().nonnegative().nullable(),
  remainingMs: z.number().nonnegative().nullable(),
  error: errorRecordSchema.nullable(),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
})
export type Pull = z.infer<typeof pullSchema>

/** A family of the curated list: siblings of one origin and tokenizer that differ in kind. */
export const familySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  licence: z.string(),
  /** Where the licence and the sizes were read, and when. */
  source: z.string(),
  members: z.array(
    z.strictObject({
      kind: modelKindSchema,
      repository: z.string(),
      parameterCount: z.int().positive(),
      /** Bytes to download for the precision that is proposed, about. */
      downloadBytes: z.int().positive(),
      precision: pullPrecisionSchema,
      /** Set when it is on this machine. */
      modelId: modelIdSchema.nullable(),
    }),
  ),
})
export type Family = z.infer<typeof familySchema>

/** Whether the hub can be reached, and where it is. */
export const hubStateSchema = z.strictObject({
  url: z.string(),
  /** `off`: HF_HUB_OFFLINE forbids it. */
  state: z.enum(['reachable', 'unreachable', 'off']),
  /** Why it cannot be reached, for people to read; empty where it can. */
  detail: z.string(),
  hasToken: z.boolean(),
  cacheFolder: z.string(),
})
export type HubState = z.infer<typeof hubStateSchema>

/** A repository that lies in the cache of Hugging Face's tools, and of which a model can be made without the hub. */
export const cachedRepositorySchema = z.strictObject({
  repository: modelRepositorySchema,
  /** Bytes of all its files at this commit. */
  sizeBytes: z.int().nonnegative(),
  /** What there is of it in whole; a pull of one of these fetches nothing. */
  precisions: z.array(pullPrecisionSchema).min(1),
  /** Set when it is among the models already. */
  modelId: modelIdSchema.nullable(),
})
export type CachedRepository = z.infer<typeof cachedRepositorySchema>
