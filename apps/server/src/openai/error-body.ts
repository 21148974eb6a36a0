import type { ErrorCode, OpenAiErrorBody, OpenAiErrorType } from '@trialogue/contract'
import { errorStatus } from '../errors/error-status.ts'
import { toPublicRecord } from '../errors/public-record.ts'

export interface OpenAiFailure {
  readonly status: number
  readonly body: OpenAiErrorBody
}

/** Where OpenAI's clients expect another status than the house's. */
const ownStatus: Partial<Record<ErrorCode, number>> = {
  CONTEXT_LENGTH_EXCEEDED: 400,
  CHAT_TEMPLATE_FAILED: 400,
}

/** The field at fault, where the error itself does not name it. */
const paramAtFault: Partial<Record<ErrorCode, string>> = { MODEL_NOT_FOUND: 'model' }

/**
 * Whatever was thrown, in OpenAI's words. The house's codes become theirs in small letters, which for
 * `model_not_found` and `context_length_exceeded` is what OpenAI says too.
 */
export function toOpenAiFailure(thrown: unknown): OpenAiFailure {
  const { code, message, details } = toPublicRecord(thrown)
  const status = ownStatus[code] ?? errorStatus[code]
  const param = details['param'] ?? paramAtFault[code]
  const error = {
    message,
    type: typeOf(status),
    param: typeof param === 'string' ? param : null,
    code: typeof details['code'] === 'string' ? details['code'] : code.toLowerCase(),
  }
  return { status, body: { error } }
}

function typeOf(status: number): OpenAiErrorType {
  if (status >= 500) return 'server_error'
  if (status === 429) return 'rate_limit_error'
  return status === 403 ? 'permission_error' : 'invalid_request_error'
}
