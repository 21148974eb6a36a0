import { z } from 'zod'
import { errorRecordSchema } from './error.ts'
import { modelIdSchema, timestampSchema } from './ids.ts'
import { parameterNameSchema } from './parameters.ts'
import { priceSchema } from './price.ts'

/** `base` continues text, `instruct` answers an instruction, `dialog` takes part in a conversation. */
export const modelKindSchema = z.enum(['base', 'instruct', 'dialog'])
export type ModelKind = z.infer<typeof modelKindSchema>

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

/** `available`: on disk, not in memory. `ready`: loaded. `error`: the last attempt to load or run it failed. */
export const modelStatusSchema = z.enum(['available', 'loading', 'ready', 'error'])
export type ModelStatus = z.infer<typeof modelStatusSchema>

/** A file inside a model's folder. `path` is relative, with forward slashes, and never leaves the folder. */
export const modelFileSchema = z.strictObject({
  path: z.string().regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[A-Za-z0-9._/-]+$/),
  sizeBytes: z.int().nonnegative(),
  sha256: sha256Schema,
})
export type ModelFile = z.infer<typeof modelFileSchema>

/** A repository of a model hub, at one commit. */
export const modelRepositorySchema = z.strictObject({
  /** `HuggingFaceTB/SmolLM2-135M` */
  name: z.string().min(1).max(200),
  /** The commit: 40 hex digits. */
  revision: z.string().regex(/^[0-9a-f]{40}$/),
})
export type ModelRepository = z.infer<typeof modelRepositorySchema>

/** How weights are stored: as they are in an ONNX file of the repository, or as ours after its checkpoint is converted. */
export const pullPrecisionSchema = z.enum(['fp32', 'fp16', 'q8', 'q4', 'q4f16', 'int8'])
export type PullPrecision = z.infer<typeof pullPrecisionSchema>

const pulledSchema = z.strictObject({
  precision: pullPrecisionSchema,
  /**
   * The repository's own folder in the cache of Hugging Face's tools, an absolute path: the model's files are links into
   * it, and may be links into nothing else. Null where the model has files of its own, as a converted one has.
   */
  cacheFolder: z.string().min(1).nullable(),
})

/** `manifest.json` beside a model's files: what it is, and what each file must be. */
export const modelManifestSchema = z.strictObject({
  formatVersion: z.literal(1),
  id: modelIdSchema,
  name: z.string().min(1),
  kind: modelKindSchema,
  family: z.string().min(1),
  licence: z.string().min(1),
  parameterCount: z.int().positive(),
  contextLength: z.int().positive(),
  languages: z.array(z.string()).min(1),
  description: z.string(),
  /** Where its files were pulled from; absent for a model that was not. */
  repository: modelRepositorySchema.optional(),
  /** How it was pulled; there exactly where `repository` is. */
  pulled: pulledSchema.optional(),
  files: z.array(modelFileSchema).min(1),
})
export type ModelManifest = z.infer<typeof modelManifestSchema>

/** How a model's KV cache is kept: `plain` copies it at each step and works with every graph. */
export const cachePathSchema = z.enum(['in-place', 'plain'])
export type CachePath = z.infer<typeof cachePathSchema>

/** What a model can do; what it cannot is greyed out in the page, with the reason. */
export const modelCapabilitiesSchema = z.strictObject({
  chat: z.boolean(),
  completion: z.boolean(),
  /** Tells how likely each token was that it wrote, and the likeliest others in its place. */
  logprobs: z.boolean(),
  /** Tells how likely each token was that it read. */
  promptLogprobs: z.boolean(),
  /** Tells the ids of the tokens that it reads, before it is run. */
  tokens: z.boolean(),
  assistantPrefix: z.boolean(),
  /** Parameters that would not be heeded. */
  unsupported: z.array(parameterNameSchema),
  /** Its chat template heeds `enable_thinking`. */
  thinking: z.boolean(),
  /** A completion can be made to begin with given tokens, to go on from there. */
  forcedTokens: z.boolean(),
})
export type ModelCapabilities = z.infer<typeof modelCapabilitiesSchema>

/** Where a model comes from: with Trialogue, from a folder, from a model hub, or from a server that runs it. */
export const modelSourceSchema = z.enum(['bundled', 'imported', 'hub', 'endpoint'])
export type ModelSource = z.infer<typeof modelSourceSchema>

export const modelSchema = z.strictObject({
  id: modelIdSchema,
  name: z.string(),
  kind: modelKindSchema,
  family: z.string(),
  provider: z.string(),
  source: modelSourceSchema,
  status: modelStatusSchema,
  /** In tokens; of a model that runs elsewhere, as whoever connected it wrote it down. */
  contextLength: z.int().positive(),
  parameterCount: z.int().positive().nullable(),
  sizeBytes: z.int().nonnegative().nullable(),
  licence: z.string().nullable(),
  languages: z.array(z.string()),
  description: z.string(),
  capabilities: modelCapabilitiesSchema,
  /** Where it runs: ONNX Runtime's execution provider, null while not loaded. */
  executionProvider: z.string().nullable(),
  /** Why it does not run on a better device, for people to read; null where there is none, and while not loaded. */
  deviceReason: z.string().nullable(),
  /** Before it is loaded: as its file promises. Null where that is not known, and for models that run elsewhere. */
  cachePath: cachePathSchema.nullable(),
  /** Why its cache is kept the plain way, for people to read; null where it is not. */
  plainReason: z.string().nullable(),
  /** How most of its weights are stored: `fp32`, `fp16`, `q8`, `q4`, `q4f16`, …; null where that is not known. */
  precision: z.string().nullable(),
  /** Hash of the files that hold the weights which are or would be loaded: the identity that a generation records. */
  sha256: sha256Schema.nullable(),
  /** Null for models that were not pulled from a hub. */
  repository: modelRepositorySchema.nullable(),
  /** Where its files lie on this machine; null for a model that runs elsewhere. */
  folder: z.string().nullable(),
  /** Memory that its process holds; null while it is not loaded. */
  memoryBytes: z.int().nonnegative().nullable(),
  /** Memory that loading it would take, about; null for a model that runs elsewhere. */
  memoryNeedBytes: z.int().nonnegative().nullable(),
  /** Since when it is loaded and nobody asks it; null while it is not loaded, or is asked. */
  idleSince: timestampSchema.nullable(),
  /** What its tokens cost; null where nothing was written down. */
  price: priceSchema.nullable(),
  error: errorRecordSchema.nullable(),
})
export type Model = z.infer<typeof modelSchema>
