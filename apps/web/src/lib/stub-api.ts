import { vi } from 'vitest'

export type ApiCall = {
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly headers: Headers
  readonly signal: AbortSignal | null
}

/** For tests: answers the page's calls with a function instead of a network. Gives the calls made so far. */
export function stubApi(answer: (call: ApiCall) => Response | Promise<Response>): readonly ApiCall[] {
  const calls: ApiCall[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    const call = {
      method: init.method ?? 'GET',
      path,
      body,
      headers: new Headers(init.headers),
      signal: init.signal ?? null,
    }
    calls.push(call)
    return answer(call)
  })
  return calls
}

/** For tests: an answer of the server. */
export function jsonAnswer(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
}

/** For tests: an error as the server words it. */
export function errorAnswer(code: string, status: number, details: object = {}): Response {
  return jsonAnswer({ error: { code, message: `${code} happened.`, details, requestId: 'r-1' } }, status)
}
