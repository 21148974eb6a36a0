import { z } from 'zod'
import { jsonValueSchema } from './json-value.ts'

/**
 * The one catalogue of error codes. Packages throw them, the server alone maps a code to an HTTP status,
 * the web app alone maps a code to words in the reader's language.
 */
export const errorCodeSchema = z.enum([
  'INVALID_REQUEST',
  'UNFILLED_VARIABLE',
  'INVALID_TEMPLATE',
  'NOT_FOUND',
  'MODEL_NOT_FOUND',
  'MODEL_CORRUPT',
  'MODEL_LOAD_FAILED',
  'MODEL_PROCESS_CRASHED',
  'OUT_OF_MEMORY',
  'CONTEXT_LENGTH_EXCEEDED',
  'CHAT_TEMPLATE_FAILED',
  'ENGINE_BUSY',
  'MODEL_TOO_LARGE',
  'MODEL_IN_USE',
  'RATE_LIMITED',
  'UPSTREAM_UNREACHABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_AUTH',
  'UPSTREAM_INVALID',
  'UPSTREAM_REFUSED',
  'ADDRESS_BLOCKED',
  'HUB_UNREACHABLE',
  'REPOSITORY_NOT_FOUND',
  'REPOSITORY_GATED',
  'DOWNLOAD_CORRUPT',
  'GENERATION_FAILED',
  'CONFLICT',
  'RUN_NOT_RESUMABLE',
  'GENERATION_NOT_VERIFIABLE',
  'GENERATION_NOT_BRANCHABLE',
  'TOKENIZERS_DIFFER',
  'LOSS_NOT_MEASURABLE',
  'MODEL_CHANGED',
  'HOST_NOT_ALLOWED',
  'ORIGIN_NOT_ALLOWED',
  'UNSUPPORTED_MEDIA_TYPE',
  'PAYLOAD_TOO_LARGE',
  'DISK_FULL',
  'DATA_DIR_LOCKED',
  'SCHEMA_TOO_NEW',
  'MIGRATION_FAILED',
  'PORT_IN_USE',
  'INVALID_CONFIG',
  'OFFLINE',
  'INTERNAL',
])
export type ErrorCode = z.infer<typeof errorCodeSchema>

export const errorDetailsSchema = z.record(z.string(), jsonValueSchema)
export type ErrorDetails = z.infer<typeof errorDetailsSchema>

/** What an error is once it has crossed a boundary: a process, a row, an event. */
export const errorRecordSchema = z.strictObject({
  code: errorCodeSchema,
  message: z.string(),
  details: errorDetailsSchema,
})
export type ErrorRecord = z.infer<typeof errorRecordSchema>

/** The body of every HTTP answer with a status of 400 or more. */
export const errorBodySchema = z.strictObject({
  error: errorRecordSchema.extend({ requestId: z.string() }),
})
export type ErrorBody = z.infer<typeof errorBodySchema>

/**
 * The only error that Trialogue's code throws on purpose. The message says what happened and what to do, and may be
 * shown to anyone; what may not be shown belongs in `cause`.
 * Match on `code`, never on the class: an error loses its class between processes.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.details = options.details ?? {}
  }
}

/** Turns whatever was thrown into a record that can be sent or stored; an unknown throw becomes `fallback`. */
export function toErrorRecord(thrown: unknown, fallback: ErrorCode = 'INTERNAL'): ErrorRecord {
  const parsed = thrownRecordSchema.safeParse(thrown)
  if (parsed.success) {
    return { code: parsed.data.code, message: parsed.data.message, details: parsed.data.details }
  }
  return {
    code: fallback,
    message: 'Something went wrong inside Trialogue. The server log has the details.',
    details: {},
  }
}

const thrownRecordSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  details: errorDetailsSchema.default({}),
})
