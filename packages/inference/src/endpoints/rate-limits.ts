import type { RateLimit } from '@trialogue/contract'
import type { Clock } from '../clock.ts'

/** Longest wait that headers of a good answer may ask for: they tell when all is free again, not when one request is. */
const longestSoftWaitMs = 60_000

const requestsLeft = ['x-ratelimit-remaining-requests', 'anthropic-ratelimit-requests-remaining']
const tokensLeft = [
  'x-ratelimit-remaining-tokens',
  'anthropic-ratelimit-tokens-remaining',
  'anthropic-ratelimit-input-tokens-remaining',
]
const requestsReset = ['x-ratelimit-reset-requests', 'anthropic-ratelimit-requests-reset']
const tokensReset = [
  'x-ratelimit-reset-tokens',
  'anthropic-ratelimit-tokens-reset',
  'anthropic-ratelimit-input-tokens-reset',
]

type Headers = Readonly<Record<string, string>>

/** How much of what a server allows is left, as its answers tell. */
export interface RateLimits {
  /** `retryAfterMs` is what the body of a refusal asks for, as Gemini does. */
  take(status: number, headers: Headers, retryAfterMs?: number | null): void
  /** Milliseconds until something may be sent; 0 for now. */
  waitMs(): number
  read(): RateLimit
}

export function createRateLimits(clock: Clock): RateLimits {
  let state: RateLimit = { requestsLeft: null, tokensLeft: null, blockedUntil: null }
  const waitMs = () => Math.max(0, (state.blockedUntil ?? 0) - clock.now())
  return {
    waitMs,
    read: () => ({ ...state, blockedUntil: waitMs() === 0 ? null : state.blockedUntil }),
    take(status, headers, retryAfterMs = null) {
      const requests = countOf(headers, requestsLeft)
      const tokens = countOf(headers, tokensLeft)
      const asked = [
        ...(status === 429 || status === 503 || status === 529
          ? [retryAfterMs ?? readRetryAfter(headers, clock)]
          : []),
        ...(requests === 0 ? [softWait(headers, requestsReset, clock)] : []),
        ...(tokens === 0 ? [softWait(headers, tokensReset, clock)] : []),
      ].flatMap((ms) => ms ?? [])
      const until = Math.round(clock.now() + Math.max(0, ...asked))
      state = {
        requestsLeft: requests ?? state.requestsLeft,
        tokensLeft: tokens ?? state.tokensLeft,
        blockedUntil: asked.length === 0 ? state.blockedUntil : Math.max(state.blockedUntil ?? 0, until),
      }
    },
  }
}

/** RFC 9110 10.2.3: seconds or a date. `retry-after-ms` is OpenAI's and Azure's. */
function readRetryAfter(headers: Headers, clock: Clock): number | null {
  const ms = Number(headers['retry-after-ms'] ?? Number.NaN)
  if (Number.isFinite(ms) && ms >= 0) return ms
  const value = headers['retry-after']
  return value === undefined ? null : readMoment(value, clock)
}

function softWait(headers: Headers, names: readonly string[], clock: Clock): number | null {
  const value = find(headers, names)
  const waitMs = value === undefined ? null : readMoment(value, clock)
  return waitMs === null ? null : Math.min(waitMs, longestSoftWaitMs)
}

/** Milliseconds from now: `20`, OpenAI's `6m0s` and `250ms`, or a date. */
function readMoment(value: string, clock: Clock): number | null {
  const text = value.trim()
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text) * 1_000
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)]
  if (parts.length > 0 && parts.map(([part]) => part).join('') === text) {
    return parts.reduce((sum, [, amount, unit = 's']) => sum + Number(amount) * (unitMs[unit] ?? 0), 0)
  }
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, at - clock.now())
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

function countOf(headers: Headers, names: readonly string[]): number | null {
  const value = Number(find(headers, names) ?? Number.NaN)
  return Number.isFinite(value) && value >= 0 ? Math.floor(value) : null
}

function find(headers: Headers, names: readonly string[]): string | undefined {
  return names.map((name) => headers[name]).find((value) => value !== undefined)
}
