import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Lookup } from '../outbound/lookup.ts'
import { createOutbound, type Outbound } from '../outbound/outbound.ts'
import type { OutboundLimits } from '../outbound/outbound-limits.ts'
import type { EndpointConnection } from './endpoint-connection.ts'
import type { EndpointProtocol } from './endpoint-protocol.ts'
import { createRateLimits, type RateLimits } from './rate-limits.ts'

export interface PlaceOptions {
  readonly log: Log
  readonly clock: Clock
  readonly lookup: Lookup
  readonly limits: Partial<OutboundLimits>
}

/** An endpoint as it is used: its connections, and what it allows. */
export interface EndpointPlace {
  readonly connection: EndpointConnection
  readonly protocol: EndpointProtocol
  readonly outbound: Outbound
  readonly rateLimits: RateLimits
}

export function openPlace(
  connection: EndpointConnection,
  protocol: EndpointProtocol,
  { clock, log, lookup, limits }: PlaceOptions,
): EndpointPlace {
  const { urls, allowsPrivate, concurrency, key } = connection
  const outbound = createOutbound({
    ...{ urls, allowsPrivate, lookup, limits, clock, log },
    connections: concurrency,
    probe: { path: protocol.modelsPath, headers: protocol.headers(key) },
  })
  return { connection, protocol, outbound, rateLimits: createRateLimits(clock) }
}

/** Whether a place can stay as it is for what its endpoint has become; models do not matter. */
export function isSameServer(one: EndpointConnection, other: EndpointConnection): boolean {
  return isDeepStrictEqual({ ...one, models: [] }, { ...other, models: [] })
}
