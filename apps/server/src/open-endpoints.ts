import { createEndpoints, type Endpoints, type Log } from '@trialogue/inference'
import type { Store } from '@trialogue/store'
import { type Config, isLoopback } from './config.ts'
import type { Clock } from './runs/clock.ts'
import { createEndpointConnections, type EndpointConnections } from './services/endpoint-connections.ts'
import { createPrivateAddresses, type PrivateAddresses } from './services/private-addresses.ts'

/** What the application needs to manage endpoints; `clients.providers` is for the engine. */
export interface OpenedEndpoints {
  readonly clients: Endpoints
  readonly connections: EndpointConnections
  readonly privateAddresses: PrivateAddresses
}

export interface OpenEndpointsOptions {
  readonly store: Store
  readonly config: Pick<Config, 'host' | 'allowedPrivateEndpoints'>
  readonly log: Log
  readonly clock?: Clock
}

/** Connects what the store knows of endpoints with those that talk to them. */
export function openEndpoints({ store, config, log, clock }: OpenEndpointsOptions): OpenedEndpoints {
  const privateAddresses = createPrivateAddresses({
    isLocal: isLoopback(config.host),
    allowed: config.allowedPrivateEndpoints,
  })
  const connections = createEndpointConnections({ store, privateAddresses, log })
  const clients = createEndpoints({
    connections: () => connections.list(),
    log,
    ...(clock === undefined ? {} : { clock }),
  })
  return { clients, connections, privateAddresses }
}
