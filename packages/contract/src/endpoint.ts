import { z } from 'zod'
import { errorRecordSchema } from './error.ts'
import { timestampSchema } from './ids.ts'
import { modelCapabilitiesSchema, modelKindSchema } from './model.ts'
import { priceSchema } from './price.ts'

/** Whose API a server speaks: OpenAI's, as vLLM, llama.cpp, Ollama, LM Studio and most clouds do, or its maker's own. */
export const endpointApiSchema = z.enum(['openai', 'anthropic', 'gemini'])
export type EndpointApi = z.infer<typeof endpointApiSchema>

/** How an endpoint is named in model ids: `endpoint:<name>/<model>`. */
export const endpointNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'A name has up to 40 of a-z, 0-9 and "-".')

/** Where a server answers, `http://localhost:11434/v1`: everything before `/models` and `/chat/completions`. */
export const endpointUrlSchema = z.url({ protocol: /^https?$/ }).max(500)

/** How a model wants to be asked where servers of one API differ; `test` finds it out, people never see it. */
export const endpointDialectSchema = z.strictObject({
  /** OpenAI's newer models refuse `max_tokens`, and most other servers know nothing else. */
  maxTokensField: z.enum(['max_tokens', 'max_completion_tokens']),
  /** How an answer that was begun is gone on with: a last assistant message alone, or that and vLLM's flags. */
  prefixForm: z.enum(['message', 'flags']),
  /** How the probabilities of a prompt are asked for; null where they cannot be. */
  promptLogprobsForm: z.enum(['prompt_logprobs', 'echo']).nullable(),
  /** How a model's own thinking is switched on and off: by its chat template, or by OpenAI's effort; null: not at all. */
  thinkingSwitch: z.enum(['template', 'effort']).nullable(),
  /** llama.cpp's name for it is the second. */
  repetitionField: z.enum(['repetition_penalty', 'repeat_penalty']),
  /** Tells the ids of tokens when `return_token_ids` is set, as vLLM does. */
  hasTokenIds: z.boolean(),
  /** Heeds `stream_options.include_usage`. */
  hasStreamUsage: z.boolean(),
  /** Takes stop sequences; they are looked for here in any case. */
  hasStop: z.boolean(),
})
export type EndpointDialect = z.infer<typeof endpointDialectSchema>

/**
 * What `test` found out about a model, and what people wrote down about it. Nothing here is guessed from a name but
 * `kind`, which can be corrected.
 */
export const endpointModelSchema = z.strictObject({
  /** As the server calls it. */
  name: z.string().min(1).max(200),
  kind: modelKindSchema,
  /** In tokens. */
  contextLength: z.int().positive(),
  /** Null until the model was tested: then only what every server of this API can do is offered. */
  capabilities: modelCapabilitiesSchema.nullable(),
  /** Null until the model was tested: then it is asked as most servers of this API understand. */
  dialect: endpointDialectSchema.nullable().default(null),
  price: priceSchema.nullable(),
  /** Whether it is offered in the playground. */
  isEnabled: z.boolean(),
})
export type EndpointModel = z.infer<typeof endpointModelSchema>

/** What a test looks at, in this order. */
export const endpointCheckIdSchema = z.enum([
  'reach',
  'models',
  'chat',
  'completion',
  'streaming',
  'usage',
  'stop',
  'seed',
  'logprobs',
  'prompt-logprobs',
  'reasoning',
  'sampling',
])
export type EndpointCheckId = z.infer<typeof endpointCheckIdSchema>

export const endpointCheckSchema = z.strictObject({
  id: endpointCheckIdSchema,
  /** `absent`: the server works, and cannot do this. */
  outcome: z.enum(['works', 'absent', 'failed']),
  /** For people to read: what the server said where it failed or refused; empty where there is nothing to say. */
  detail: z.string(),
  durationMs: z.number().nonnegative(),
})
export type EndpointCheck = z.infer<typeof endpointCheckSchema>

/** A test of an endpoint with one of its models, `null` where it has none. */
export const endpointTestSchema = z.strictObject({
  modelName: z.string().nullable(),
  checks: z.array(endpointCheckSchema),
  testedAt: timestampSchema,
})
export type EndpointTest = z.infer<typeof endpointTestSchema>

/** How much of what a server allows is left, as its headers told last; null where they do not tell. */
export const rateLimitSchema = z.strictObject({
  requestsLeft: z.int().nonnegative().nullable(),
  tokensLeft: z.int().nonnegative().nullable(),
  /** Nothing is sent before; null when there is nothing to wait for. */
  blockedUntil: timestampSchema.nullable(),
})
export type RateLimit = z.infer<typeof rateLimitSchema>

/** How one address of an endpoint does. */
export const addressHealthSchema = z.strictObject({
  url: z.string(),
  state: z.enum(['unknown', 'up', 'down']),
  error: errorRecordSchema.nullable(),
  activeRequests: z.int().nonnegative(),
})
export type AddressHealth = z.infer<typeof addressHealthSchema>

/** What people decide about an endpoint. The key is apart: it is written, never read. */
export const endpointSettingsSchema = z.strictObject({
  name: endpointNameSchema,
  api: endpointApiSchema,
  /** Several addresses serve the same models; load is spread over those that are up. All have the same key. */
  urls: z.array(endpointUrlSchema).min(1).max(8),
  /** Whether addresses of this machine and of private networks may be used. */
  allowsPrivate: z.boolean(),
  /** Generations that run there at the same time. */
  concurrency: z.int().min(1).max(512),
})
export type EndpointSettings = z.infer<typeof endpointSettingsSchema>

/** A server that runs models for us. */
export const endpointSchema = endpointSettingsSchema.extend({
  /** The last four characters of its key; null without one. */
  keyHint: z.string().max(4).nullable(),
  models: z.array(endpointModelSchema),
  lastTest: endpointTestSchema.nullable(),
  rateLimit: rateLimitSchema,
  addresses: z.array(addressHealthSchema),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
})
export type Endpoint = z.infer<typeof endpointSchema>
