import type { AddressHealth, EndpointApi, EndpointModel, EndpointTest, RateLimit } from '@trialogue/contract'
import { type Clock, systemClock } from '../clock.ts'
import { type Log, silentLog } from '../log.ts'
import { checkUrl } from '../outbound/check-url.ts'
import { defaultLookup, type Lookup } from '../outbound/lookup.ts'
import type { OutboundLimits } from '../outbound/outbound-limits.ts'
import { anthropicProtocol } from '../providers/anthropic/protocol.ts'
import { geminiProtocol } from '../providers/gemini/protocol.ts'
import { examineOpenAi } from '../providers/openai-compatible/examine.ts'
import { openAiProtocol } from '../providers/openai-compatible/protocol.ts'
import type { Provider } from '../providers/provider.ts'
import {
  createAnthropicProvider,
  createGeminiProvider,
  createOpenAiCompatibleProvider,
} from '../providers/registry.ts'
import type { EndpointConnection } from './endpoint-connection.ts'
import { openPlace } from './endpoint-place.ts'
import { EndpointPlaces } from './endpoint-places.ts'
import type { EndpointProtocol } from './endpoint-protocol.ts'
import type { Examination } from './examination.ts'
import { examineChat } from './examine-chat.ts'
import { testEndpoint } from './test-endpoint.ts'

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
  /** How a name becomes addresses. Defaults to the system's way. */
  readonly lookup?: Lookup
  /** What a server may cost, where it differs from the defaults. */
  readonly limits?: Partial<OutboundLimits>
}

const protocols: Readonly<Record<EndpointApi, EndpointProtocol>> = {
  openai: openAiProtocol,
  anthropic: anthropicProtocol,
  gemini: geminiProtocol,
}

/** How a model of each API is looked at. */
const examine: Readonly<Record<EndpointApi, (examination: Examination) => Promise<void>>> = {
  openai: examineOpenAi,
  anthropic: (examination) => examineChat(examination, { seed: false, logprobs: false }),
  gemini: (examination) => examineChat(examination, { seed: true, logprobs: true }),
}

/** Holds the connections to all endpoints, and the providers of their models. */
export function createEndpoints(options: EndpointsOptions): Endpoints {
  const { connections, log = silentLog, clock = systemClock, lookup = defaultLookup, limits = {} } = options
  const placeOptions = { log, clock, lookup, limits }
  const places = new EndpointPlaces({ connections, protocols, ...placeOptions })
  const providerOptions = { places, clock }
  return {
    providers: [
      createOpenAiCompatibleProvider(providerOptions),
      createAnthropicProvider(providerOptions),
      createGeminiProvider(providerOptions),
    ],
    async test(connection, modelName, signal) {
      const protocol = protocols[connection.api]
      // Apart from what is in use: it may not be saved yet.
      const place = openPlace(connection, protocol, placeOptions)
      const root = openPlace({ ...connection, urls: connection.urls.map(rootOf) }, protocol, placeOptions)
      try {
        return await testEndpoint({ place, root, examine: examine[connection.api], modelName, clock, signal })
      } finally {
        await Promise.all([place.outbound.dispose(), root.outbound.dispose()])
      }
    },
    rateLimit(name) {
      const known = places.known(name)?.rateLimits.read()
      return known ?? { requestsLeft: null, tokensLeft: null, blockedUntil: null }
    },
    addresses: (name) => places.known(name)?.outbound.addresses() ?? [],
    async check(urls, allowsPrivate) {
      for (const url of urls) await checkUrl(url, allowsPrivate, lookup)
    },
    dispose: () => places.dispose(),
  }
}

/** `http://localhost:8080` of `http://localhost:8080/v1`. */
function rootOf(url: string): string {
  return url.replace(/\/v\d+\w*\/*$/, '')
}
