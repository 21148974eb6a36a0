import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { defaultParameters, type EndpointModel } from '@trialogue/contract'
import {
  createEndpoints,
  type EndpointConnection,
  type Endpoints,
  type EndpointsOptions,
} from '@trialogue/inference'

const model: EndpointModel = {
  ...{ name: 'm', kind: 'instruct', contextLength: 4_096, capabilities: null, dialect: null, price: null },
  isEnabled: true,
}

/** Endpoints with one connection, as an owner would have saved it. */
export function connect(
  connection: Partial<EndpointConnection>,
  options: Partial<EndpointsOptions> = {},
): Endpoints {
  const saved: EndpointConnection = {
    ...{ name: 'there', api: 'openai', urls: [], key: null, allowsPrivate: false, concurrency: 4 },
    models: [model],
    ...connection,
  }
  return createEndpoints({ connections: async () => [saved], ...options })
}

/** Asks the connected model for something; the code of what went wrong, null where nothing did. */
export async function ask({ providers }: Endpoints): Promise<string | null> {
  const request = {
    modelId: 'endpoint:there/m',
    prompt: {
      form: 'chat' as const,
      messages: [{ role: 'user' as const, content: 'Hi' }],
      assistantPrefix: '',
    },
    ...{ parameters: defaultParameters, seed: 1, topLogprobs: null },
  }
  try {
    for await (const event of providers[0]?.generate(request, new AbortController().signal) ?? []) {
      if (event.type === 'finished') return null
    }
    return 'NOTHING'
  } catch (thrown) {
    return (thrown as { code?: string }).code ?? String(thrown)
  }
}

/** A server on this machine that remembers who asked it. */
export async function listen(answer: RequestListener, host = '127.0.0.1') {
  const asked: IncomingHttpHeaders[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  return {
    asked,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
