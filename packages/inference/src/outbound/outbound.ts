import type { Readable } from 'node:stream'
import type { AddressHealth } from '@trialogue/contract'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { AddressBook } from './address-book.ts'
import { describeFailure } from './describe-failure.ts'
import { createGuardedConnector } from './guarded-connector.ts'
import type { Lookup } from './lookup.ts'
import { defaultLimits, type OutboundLimits } from './outbound-limits.ts'
import { readBody } from './read-body.ts'

export interface OutboundOptions {
  /** Paths of requests come behind these. */
  readonly urls: readonly string[]
  readonly allowsPrivate: boolean
  /** Requests that run at the same time at one address; others wait. */
  readonly connections: number
  /** Where an address that was down is asked whether it is up, and how. */
  readonly probe: { readonly path: string; readonly headers: Readonly<Record<string, string>> }
  readonly lookup: Lookup
  readonly limits?: Partial<OutboundLimits>
  readonly clock: Clock
  readonly log: Log
}

export interface OutboundRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly signal: AbortSignal
}

export interface OutboundAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** To be read to its end, or left with `return`. */
  readonly body: AsyncGenerator<Buffer>
}

/** Requests to one server, at one or several addresses. Throws what `describeFailure` tells, never follows a redirect. */
export interface Outbound {
  send(request: OutboundRequest): Promise<OutboundAnswer>
  readonly limits: OutboundLimits
  readonly addressCount: number
  addresses(): AddressHealth[]
  /** Takes no more requests, and ends when those under way have. */
  close(): Promise<void>
  /** Ends what is under way. */
  dispose(): Promise<void>
}

export function createOutbound(options: OutboundOptions): Outbound {
  const { urls, allowsPrivate, connections, probe, lookup, clock, log } = options
  const limits = { ...defaultLimits, ...options.limits }
  const timeouts = { headersTimeout: limits.firstByteMs, bodyTimeout: limits.firstByteMs }
  const book = new AddressBook({
    ...{ urls, connections, clock, log },
    connector: createGuardedConnector({ allowsPrivate, lookup, connectMs: limits.connectMs }),
    async probe(pool) {
      const shortTimeouts = { headersTimeout: limits.connectMs, bodyTimeout: limits.connectMs }
      const { statusCode, body } = await pool.request({ ...probe, method: 'GET', ...shortTimeouts })
      leave(body)
      return statusCode < 500
    },
  })
  return {
    limits,
    addressCount: book.size,
    addresses: () => book.list(),
    close: () => book.close(),
    dispose: () => book.dispose(),
    async send({ method, path, headers, body, signal }) {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) }
      const contentType = body === undefined ? {} : { 'content-type': 'application/json' }
      try {
        const answer = await book.dispatcher.request({
          ...{ method, path, signal, ...timeouts, ...sent },
          headers: { 'accept-encoding': 'identity', 'user-agent': 'Trialogue', ...contentType, ...headers },
        })
        answer.body.on('error', ignore)
        const answerHeaders = flatten(answer.headers)
        return {
          status: answer.statusCode,
          headers: answerHeaders,
          body: describing(readBody(answer.body, answerHeaders['content-encoding'], limits), signal),
        }
      } catch (thrown) {
        throw failureOf(thrown, signal)
      }
    },
  }
}

/** Whoever reads a body gets its error; one that is left says the same to nobody. */
function ignore(): void {}

function leave(body: Readable): void {
  body.on('error', ignore)
  body.destroy()
}

async function* describing(chunks: AsyncGenerator<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    yield* chunks
  } catch (thrown) {
    throw failureOf(thrown, signal)
  }
}

/** Whoever aborts says why. */
function failureOf(thrown: unknown, signal: AbortSignal): unknown {
  return signal.aborted ? signal.reason : describeFailure(thrown)
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = typeof value === 'string' ? value : value.join(', ')
  }
  return flat
}
