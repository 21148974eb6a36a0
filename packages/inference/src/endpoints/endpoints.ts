import type { AddressHealth, EndpointModel, EndpointTest, RateLimit } from '@trialogue/contract'
import { type Log, silentLog } from '../log.ts'
import type { Provider } from '../providers/provider.ts'
import { type Clock, systemClock } from './clock.ts'
import type { EndpointConnection } from './endpoint-connection.ts'

/** Servers elsewhere that run models for us. */
export interface Endpoints {
  /** One for each API. Their models have the ids `endpointModelId` gives. */
  readonly providers: readonly Provider[]
  /**
   * Asks a server what it has and what one of its models can do; of the others it tells only what a list says. `null`
   * takes the first model. Failure is a check that says so; throws only when `signal` aborts.
   */
  test(
    connection: EndpointConnection,
    modelName: string | null,
    signal: AbortSignal,
  ): Promise<{ models: EndpointModel[]; test: EndpointTest }>
  /** As the last answer told; nothing is known of an endpoint that was not asked yet. */
  rateLimit(name: string): RateLimit
  addresses(name: string): AddressHealth[]
  /** Throws ADDRESS_BLOCKED for an address that may not be used. Every connection is checked again when it is made. */
  check(urls: readonly string[], allowsPrivate: boolean): Promise<void>
  dispose(): Promise<void>
}

export interface EndpointsOptions {
  /** Which there are now; asked whenever models are listed. */
  readonly connections: () => Promise<readonly EndpointConnection[]>
  readonly log?: Log
  readonly clock?: Clock
}

export function createEndpoints({
  connections: _connections,
  log: _log = silentLog,
  clock: _clock = systemClock,
}: EndpointsOptions): Endpoints {
  return {
    providers: [],
    test: async (_connection, modelName) => ({
      models: [],
      test: { modelName, checks: [], testedAt: Date.now() },
    }),
    rateLimit: () => ({ requestsLeft: null, tokensLeft: null, blockedUntil: null }),
    addresses: () => [],
    check: async () => {},
    dispose: async () => {},
  }
}
