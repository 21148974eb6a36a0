import { AppError, type ErrorRecord, toErrorRecord } from '@trialogue/contract'
import type { FastifyError } from 'fastify'
import { describeInvalidRequest } from './describe-invalid-request.ts'

/** What may be told of something that was thrown: an AppError's own message, Fastify's refusals in our words, no more. */
export function toPublicRecord(thrown: unknown): ErrorRecord {
  const record = toErrorRecord(thrown)
  // An INTERNAL message may have been written for the log: it is never shown, not even an AppError's own.
  if (record.code !== 'INTERNAL') return record
  if (isFrameworkError(thrown)) return fromFrameworkError(thrown)
  return toErrorRecord(undefined)
}

function isFrameworkError(thrown: unknown): thrown is FastifyError {
  return thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number'
}

/** Fastify's own refusals (validation, body limit, media type, malformed JSON) in the words of the catalogue. */
function fromFrameworkError(error: FastifyError): ErrorRecord {
  if (error.validation !== undefined) return describeInvalidRequest(error.validation, error.validationContext)
  const status = error.statusCode ?? 500
  if (status === 413) {
    return toErrorRecord(
      new AppError(
        'PAYLOAD_TOO_LARGE',
        'The request is larger than this address accepts. Send less at once.',
      ),
    )
  }
  if (status === 415) {
    return toErrorRecord(
      new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as JSON, with `Content-Type: application/json`.'),
    )
  }
  if (status >= 400 && status < 500) {
    return toErrorRecord(
      new AppError('INVALID_REQUEST', 'The request could not be read. Send well-formed HTTP and JSON.'),
    )
  }
  return toErrorRecord(undefined)
}
