import type { EndpointConnection, Log } from '@trialogue/inference'
import type { Store, StoredEndpoint } from '@trialogue/store'
import type { PrivateAddresses } from './private-addresses.ts'

/** The endpoints with their keys, for those that talk to them. */
export interface EndpointConnections {
  /** Kept in memory until `forget`: it is asked at every generation. */
  list(): Promise<readonly EndpointConnection[]>
  /** Throws NOT_FOUND. */
  get(name: string): Promise<EndpointConnection>
  /** After every change. */
  forget(): void
}

export interface EndpointConnectionsOptions {
  readonly store: Pick<Store, 'endpoints'>
  readonly privateAddresses: PrivateAddresses
  readonly log: Log
}

export function createEndpointConnections({
  store,
  privateAddresses,
  log,
}: EndpointConnectionsOptions): EndpointConnections {
  let known: Promise<readonly EndpointConnection[]> | null = null

  const connect = async (stored: StoredEndpoint): Promise<EndpointConnection> => {
    const { name, api, urls, concurrency, models } = stored
    const { key, isReadable } = await store.endpoints.keyOf(name)
    if (!isReadable) {
      log.warn({ endpoint: name }, 'The key of an endpoint cannot be opened: its secret is another one now')
    }
    // What was allowed when it was written down may not be allowed any more.
    const allowsPrivate = stored.allowsPrivate && privateAddresses.isAllowed(urls)
    return { name, api, urls, key, allowsPrivate, concurrency, models }
  }
  const readAll = async () => {
    const connections: EndpointConnection[] = []
    for (const stored of await store.endpoints.list()) connections.push(await connect(stored))
    return connections
  }
  return {
    list() {
      known ??= readAll().catch((error: unknown) => {
        known = null
        throw error
      })
      return known
    },
    get: async (name) => connect(await store.endpoints.get(name)),
    forget() {
      known = null
    },
  }
}
