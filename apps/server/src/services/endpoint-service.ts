import {
  AppError,
  type Endpoint,
  type EndpointModel,
  type EndpointTest,
  modelIdSchema,
  type RouteBody,
  type Routes,
} from '@trialogue/contract'
import { type Endpoints, endpointModelId } from '@trialogue/inference'
import type { Store, StoredEndpoint } from '@trialogue/store'
import type { EndpointConnections } from './endpoint-connections.ts'
import type { PrivateAddresses } from './private-addresses.ts'

export interface EndpointService {
  list(): Promise<Endpoint[]>
  /** Throws NOT_FOUND. */
  get(name: string): Promise<Endpoint>
  /** Throws CONFLICT, and ADDRESS_BLOCKED before anything is kept. */
  create(settings: RouteBody<Routes['createEndpoint']>): Promise<Endpoint>
  /** Throws NOT_FOUND, ADDRESS_BLOCKED. */
  update(name: string, change: RouteBody<Routes['updateEndpoint']>): Promise<Endpoint>
  /** Generations that its servers are at go on to their end; those that wait fail. Throws NOT_FOUND. */
  remove(name: string): Promise<void>
  /** Throws NOT_FOUND, CONFLICT when its addresses change meanwhile, and what ends a test when `signal` aborts. */
  test(name: string, modelName: string | null, signal: AbortSignal): Promise<EndpointTest>
  /** Throws NOT_FOUND, INVALID_REQUEST for a name that makes no model id. */
  updateModel(name: string, change: RouteBody<Routes['updateEndpointModel']>): Promise<Endpoint>
}

export interface EndpointServiceOptions {
  readonly store: Pick<Store, 'endpoints'>
  readonly connections: EndpointConnections
  readonly privateAddresses: PrivateAddresses
  readonly clients: Pick<Endpoints, 'check' | 'test' | 'rateLimit' | 'addresses'>
}

/** What is assumed of a model that somebody adds by hand and says nothing about. */
const unknownModel: Omit<EndpointModel, 'name'> = {
  kind: 'instruct',
  contextLength: 8_192,
  capabilities: null,
  dialect: null,
  price: null,
  isEnabled: true,
}

export function createEndpointService(options: EndpointServiceOptions): EndpointService {
  const { store, connections, clients } = options
  const describe = (stored: StoredEndpoint): Endpoint => ({
    ...stored,
    rateLimit: clients.rateLimit(stored.name),
    addresses: clients.addresses(stored.name),
  })
  const changing = async <Result>(change: Promise<Result>): Promise<Result> => {
    try {
      return await change
    } finally {
      connections.forget()
    }
  }
  return {
    list: async () => (await store.endpoints.list()).map(describe),
    get: async (name) => describe(await store.endpoints.get(name)),
    async create(settings) {
      await checkAddresses(options, settings)
      return describe(await changing(store.endpoints.create(settings)))
    },
    async update(name, change) {
      const stored = await store.endpoints.get(name)
      if (change.urls !== undefined || change.allowsPrivate !== undefined) {
        const { urls = stored.urls, allowsPrivate = stored.allowsPrivate } = change
        await checkAddresses(options, { urls, allowsPrivate })
      }
      return describe(await changing(store.endpoints.update(name, change)))
    },
    remove: (name) => changing(store.endpoints.remove(name)),
    async test(name, modelName, signal) {
      const connection = await connections.get(name)
      const { test, models } = await clients.test(connection, modelName, signal)
      const named = models.filter((model) => hasModelId(name, model.name))
      await changing(store.endpoints.saveTest(name, { test, models: named, urls: connection.urls }))
      return test
    },
    async updateModel(name, change) {
      if (!hasModelId(name, change.name)) {
        const message = `“${change.name}” is too long for a model's name. Give it a shorter one on the server.`
        throw new AppError('INVALID_REQUEST', message, { details: { name, model: change.name } })
      }
      return describe(await changing(store.endpoints.saveModel(name, change, unknownModel)))
    },
  }
}

type Addresses = Pick<Endpoint, 'urls' | 'allowsPrivate'>

async function checkAddresses(
  { privateAddresses, clients }: EndpointServiceOptions,
  { urls, allowsPrivate }: Addresses,
): Promise<void> {
  for (const url of urls) refuseCredentials(url)
  if (allowsPrivate) privateAddresses.require(urls)
  await clients.check(urls, allowsPrivate)
}

/** An address is shown to everyone, and logged. */
function refuseCredentials(url: string): void {
  const { username, password, search, hash } = new URL(url)
  if (username + password + search + hash === '') return
  throw new AppError(
    'INVALID_REQUEST',
    'An address ends with its path, without a name, a password, "?" or "#". Put a key into the field for it.',
    { details: { param: 'urls' } },
  )
}

function hasModelId(endpointName: string, modelName: string): boolean {
  return modelIdSchema.safeParse(endpointModelId(endpointName, modelName)).success
}
