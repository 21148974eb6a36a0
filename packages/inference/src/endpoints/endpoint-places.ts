import type { EndpointApi } from '@trialogue/contract'
import type { EndpointConnection } from './endpoint-connection.ts'
import { type EndpointPlace, isSameServer, openPlace, type PlaceOptions } from './endpoint-place.ts'
import type { EndpointProtocol } from './endpoint-protocol.ts'

interface PlacesOptions extends PlaceOptions {
  readonly connections: () => Promise<readonly EndpointConnection[]>
  readonly protocols: Readonly<Record<EndpointApi, EndpointProtocol>>
}

/** All endpoints in use, as their settings come and go. */
export class EndpointPlaces {
  readonly #options: PlacesOptions
  readonly #places = new Map<string, EndpointPlace>()

  constructor(options: PlacesOptions) {
    this.#options = options
  }

  /** As the settings are now. What runs on a server that was changed runs on to its end. */
  async list(api: EndpointApi): Promise<EndpointPlace[]> {
    const connections = await this.#options.connections()
    const names = new Set(connections.map(({ name }) => name))
    for (const [name, place] of this.#places) if (!names.has(name)) this.#close(place)
    return connections
      .map((connection) => this.#update(connection))
      .filter((place) => place.protocol.api === api)
  }

  /** As it was when it was listed last. */
  known(name: string): EndpointPlace | undefined {
    return this.#places.get(name)
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#places.values()].map(({ outbound }) => outbound.dispose()))
    this.#places.clear()
  }

  #update(connection: EndpointConnection): EndpointPlace {
    const { name, api } = connection
    const place = this.#places.get(name)
    if (place !== undefined && isSameServer(place.connection, connection)) {
      const updated = { ...place, connection }
      this.#places.set(name, updated)
      return updated
    }
    if (place !== undefined) this.#close(place)
    const opened = openPlace(connection, this.#options.protocols[api], this.#options)
    this.#places.set(name, opened)
    return opened
  }

  #close({ connection, outbound }: EndpointPlace): void {
    this.#places.delete(connection.name)
    void outbound.close()
  }
}
