import { type Dispatcher, EnvHttpProxyAgent, request } from 'undici'
import { errorCodeHeader, type HubAsk, hubRefusal, unreachable } from './hub-error.ts'
import type { HubSettings } from './hub-settings.ts'
import { wait as realWait, type Wait } from './wait.ts'

export interface HubAnswer {
  readonly status: number
  header(name: string): string | null
  readonly body: Dispatcher.ResponseData['body']
  /** Where the answer came from in the end, which the hub may have sent us on to. */
  readonly url: string
}

interface AskOptions {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
  /** How often it is tried while the hub does not answer, or asks for patience. Default: 6. */
  readonly attempts?: number
  /** For errors. */
  readonly about: HubAsk
}

/** Sends requests to the hub. Throws HUB_UNREACHABLE, REPOSITORY_NOT_FOUND, REPOSITORY_GATED and the signal's reason. */
export interface HubRequester {
  get(options: AskOptions): Promise<HubAnswer>
  close(): Promise<void>
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const MAX_REDIRECTS = 8
const MAX_ATTEMPTS = 6
const FIRST_BACK_OFF_MS = 500
const MAX_BACK_OFF_MS = 30_000
/** A hub that asks for more patience than this is told as unreachable. */
const MAX_RETRY_AFTER_MS = 300_000

export function createHubRequester(
  settings: Pick<HubSettings, 'endpoint' | 'token' | 'proxy'>,
  wait: Wait = realWait,
): HubRequester {
  const { endpoint, token, proxy } = settings
  const hubOrigin = new URL(endpoint).origin
  // Given in full, since whatever is left out it would read from the environment.
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: proxy.http,
    httpsProxy: proxy.https,
    noProxy: proxy.noProxy,
    connect: { timeout: 15_000 },
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
  })

  const refusal = ({ status, url }: HubAnswer, code: string, about: HubAsk) => {
    const { origin } = new URL(url)
    if (origin === hubOrigin) return hubRefusal(status, code, token !== null, about)
    return unreachable(origin, new Error(`It answered with ${status}.`))
  }
  const send = async (start: string, { headers, signal }: AskOptions): Promise<HubAnswer> => {
    let url = start
    for (let step = 0; step <= MAX_REDIRECTS; step += 1) {
      // The hub sends on to other hosts for the files themselves: the token is none of their business.
      const isHub = new URL(url).origin === hubOrigin
      const answer = await request(url, {
        dispatcher,
        headers: {
          'user-agent': 'trialogue',
          'accept-encoding': 'identity',
          ...headers,
          ...(token !== null && isHub ? { authorization: `Bearer ${token}` } : {}),
        },
        signal: signal ?? null,
      })
      const header = (name: string) => first(answer.headers[name])
      const location = header('location')
      if (!redirects.has(answer.statusCode) || location === null) {
        return { status: answer.statusCode, header, body: answer.body, url }
      }
      await answer.body.dump()
      url = nextAddress(location, url)
    }
    throw new Error('It sends from one address to another without an end.')
  }

  return {
    async get(options) {
      const { url, signal, about, attempts = MAX_ATTEMPTS } = options
      for (let attempt = 1; ; attempt += 1) {
        signal?.throwIfAborted()
        const answer = await send(url, options).catch((thrown: unknown) => {
          signal?.throwIfAborted()
          if (attempt >= attempts) throw unreachable(endpoint, thrown)
          return null
        })
        if (answer !== null && answer.status < 400) return answer
        const code = answer?.header(errorCodeHeader) ?? ''
        // A range that is not there is for the caller to judge.
        if (answer?.status === 416) return answer
        await answer?.body.dump()
        const isPassing = answer === null || isForNow(answer, hubOrigin)
        const delayMs = delayOf(answer, attempt)
        if (answer !== null && (!isPassing || attempt >= attempts || delayMs > MAX_RETRY_AFTER_MS)) {
          throw refusal(answer, code, about)
        }
        await wait(delayMs, signal)
      }
    },
    close: () => dispatcher.close(),
  }
}

/** Whether another attempt may help: who holds the files for the hub refuses an address that has grown old, for one. */
function isForNow({ status, url }: HubAnswer, hubOrigin: string): boolean {
  return status === 429 || status >= 500 || new URL(url).origin !== hubOrigin
}

/** Only towards the web, and never from an encrypted connection to one that is not. */
function nextAddress(location: string, from: string): string {
  const next = new URL(location, from)
  const isWeb = next.protocol === 'https:' || (next.protocol === 'http:' && from.startsWith('http:'))
  if (isWeb) return next.href
  throw new Error(`It sends on to ${next.protocol}, which is not followed.`)
}

/** As the hub says, in seconds or as a date; else twice as long each time, and not all at once. */
function delayOf(answer: HubAnswer | null, attempt: number): number {
  const retryAfter = answer?.header('retry-after') ?? null
  if (retryAfter !== null) {
    const seconds = Number(retryAfter)
    const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - Date.now()
    if (Number.isFinite(ms)) return Math.max(0, ms)
  }
  const backOffMs = Math.min(FIRST_BACK_OFF_MS * 2 ** (attempt - 1), MAX_BACK_OFF_MS)
  return backOffMs * (0.75 + Math.random() / 2)
}

function first(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null
}
