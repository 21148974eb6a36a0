import { readFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** An answer as a server gives it: its lines, each with the line break that belongs to it. */
export interface Exchange {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: readonly string[] | object
}

export interface ReplayedAnswer extends Exchange {
  /** Cuts the bytes into pieces of this length, wherever that is. */
  readonly chunkBytes?: number
  readonly lineBreak?: '\r\n'
  /** After so many lines, nothing more comes, or the connection is cut. */
  readonly after?: { readonly lines: number; readonly end: 'hang' | 'cut' }
}

export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Readonly<Record<string, unknown>>
}

export interface ReplayServer {
  readonly url: string
  readonly requests: readonly ReceivedRequest[]
  /** Resolves when a client has left before its answer was complete. */
  readonly left: Promise<void>
  close(): Promise<void>
}

/** Exchanges with a real server, written down after its documentation: see `writtenAfter` in each file. */
export function readExchanges(name: string): Readonly<Record<string, Exchange>> {
  const file = readFileSync(join(import.meta.dirname, `exchanges/${name}.json`), 'utf8')
  return JSON.parse(file).exchanges
}

/** A server on this machine that answers as `answer` says; a promise keeps the client waiting. */
export async function startReplayServer(
  answer: (request: ReceivedRequest, count: number) => ReplayedAnswer | Promise<ReplayedAnswer>,
  atPort = 0,
): Promise<ReplayServer> {
  const requests: ReceivedRequest[] = []
  const gone = Promise.withResolvers<void>()
  const server = createServer(async (incoming, outgoing) => {
    const parts: Buffer[] = []
    for await (const part of incoming) parts.push(part)
    const text = Buffer.concat(parts).toString()
    const { method = '', url = '', headers } = incoming
    const request = { method, path: url, headers, body: text === '' ? {} : JSON.parse(text) }
    requests.push(request)
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) gone.resolve()
    })
    await write(await answer(request, requests.length), outgoing)
  })
  await new Promise<void>((resolve) => server.listen(atPort, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...{ url: `http://127.0.0.1:${port}/v1`, requests, left: gone.promise },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function write(answer: ReplayedAnswer, outgoing: ServerResponse): Promise<void> {
  const {
    status = 200,
    headers,
    body,
    chunkBytes = Number.POSITIVE_INFINITY,
    lineBreak = '\n',
    after,
  } = answer
  const isStream = Array.isArray(body)
  const type = isStream ? 'text/event-stream; charset=utf-8' : 'application/json'
  outgoing.writeHead(status, { 'content-type': type, ...headers })
  const lines: readonly string[] = isStream ? body : [JSON.stringify(body)]
  const shown = lines.slice(0, after?.lines)
  const bytes = Buffer.from(shown.map((line) => (isStream ? line + lineBreak : line)).join(''))
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const chunk = bytes.subarray(start, Math.min(bytes.length, start + chunkBytes))
    await new Promise<void>((resolve) => outgoing.write(chunk, () => resolve()))
  }
  if (after?.end === 'hang') return
  if (after?.end === 'cut') outgoing.destroy()
  else outgoing.end()
}
