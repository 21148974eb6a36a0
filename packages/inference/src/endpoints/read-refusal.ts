import { AppError } from '@trialogue/contract'
import { isJsonObject, type JsonObject, objectField, stringField } from '../json-object.ts'

/** An answer that is none: its status, null inside a stream, and what the server wrote. */
export interface Refusal {
  readonly status: number | null
  readonly body: unknown
  /** The key that was sent: servers quote it. */
  readonly key: string | null
}

const longestQuote = 400
/** What is shorter may be any word; whoever has no key enters something. */
const shortestSecret = 8

const tooLongPrompt =
  /context_length_exceeded|exceed_context_size|maximum context length|context (?:length|window|size)|prompt is too long|input token count/i

/** What a server's refusal means, in its own words as far as they may be shown. */
export function readRefusal(refusal: Refusal): AppError {
  const error = findError(refusal.body)
  const said = quote(messageOf(error, refusal.body), refusal.key)
  const status = refusal.status ?? statusOf(error)
  const kind = [stringField(error, 'code'), stringField(error, 'type'), stringField(error, 'status')].join(
    ' ',
  )
  const fail = (...[code, message, reason]: [AppError['code'], string, string]) =>
    new AppError(code, said === '' ? message : `${message} It says: ${said}`, { details: { reason, status } })

  if (
    status === 401 ||
    status === 403 ||
    /auth|permission|API_KEY_INVALID/i.test(kind) ||
    hasBadKey(refusal.body)
  ) {
    return fail('UPSTREAM_AUTH', 'The server does not accept the key. Enter it again.', 'key')
  }
  if (status === 429 || /rate_limit|RESOURCE_EXHAUSTED/i.test(kind)) {
    return fail('RATE_LIMITED', 'The server asks to wait: more was sent than it allows.', 'rate')
  }
  if ((status === null || status < 500) && tooLongPrompt.test(`${kind} ${said}`)) {
    return fail('CONTEXT_LENGTH_EXCEEDED', 'The prompt is longer than the model can read.', 'context')
  }
  if (status !== null && status >= 300 && status < 400) {
    return fail(
      'UPSTREAM_REFUSED',
      'The server wants to be asked at another address. Enter that one.',
      'redirect',
    )
  }
  if (status === 404) {
    return fail(
      'UPSTREAM_REFUSED',
      'The server has no such model, or does not offer this at its address.',
      'missing',
    )
  }
  if (isBusy(status, kind)) {
    return fail('UPSTREAM_UNREACHABLE', 'The server cannot answer now. Try again later.', 'busy')
  }
  if (status !== null && status >= 500) {
    return fail('UPSTREAM_REFUSED', 'The server failed while it answered.', 'failed')
  }
  return fail('UPSTREAM_REFUSED', 'The server does not take this request.', 'request')
}

/** 529 is Anthropic's way to say that it is overloaded. */
function isBusy(status: number | null, kind: string): boolean {
  if (status !== null) return [502, 503, 504, 529].includes(status)
  return /overloaded|unavailable|server_error|internal/i.test(kind)
}

/** OpenAI, Anthropic, Gemini and Ollama say `error`; older vLLM is itself the error, and FastAPI says `detail`. */
function findError(body: unknown): JsonObject {
  if (Array.isArray(body)) return findError(body[0])
  if (!isJsonObject(body)) return {}
  return isJsonObject(body['error']) ? body['error'] : body
}

function messageOf(error: JsonObject, body: unknown): string {
  const message = stringField(error, 'message') ?? stringField(error, 'error') ?? stringField(error, 'detail')
  if (message !== null) return message
  if (isJsonObject(body)) return 'detail' in body ? JSON.stringify(body['detail']) : ''
  return typeof body === 'string' && !/<html/i.test(body) ? body : ''
}

/** vLLM and llama.cpp give the status as `code`, also where it is no answer's status any more. */
function statusOf(error: JsonObject): number | null {
  const code = error['code']
  return typeof code === 'number' && code >= 300 && code < 600 ? code : null
}

/** Gemini answers 400 to a wrong key. */
function hasBadKey(body: unknown): boolean {
  return JSON.stringify(objectField(isJsonObject(body) ? body : {}, 'error')['details'] ?? '').includes(
    'API_KEY_INVALID',
  )
}

function quote(message: string, key: string | null): string {
  const safe = key === null || key.length < shortestSecret ? message : message.replaceAll(key, '•••')
  const line = safe.replace(/\s+/g, ' ').trim()
  return line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line
}
