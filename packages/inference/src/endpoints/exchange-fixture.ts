import {
  defaultParameters,
  type EndpointApi,
  type EndpointModel,
  type ModelPrompt,
} from '@trialogue/contract'
import type { Clock } from '../clock.ts'
import type { GenerateRequest } from '../generate.ts'
import type { ProviderEvent } from '../providers/provider.ts'
import { defaultDialect } from './default-dialect.ts'
import type { EndpointConnection } from './endpoint-connection.ts'
import { endpointModelId } from './endpoint-model-id.ts'
import { createEndpoints, type Endpoints, type EndpointsOptions } from './endpoints.ts'

/** A model that can do all that a server of OpenAI's API could. */
export function anEndpointModel(overrides: Partial<EndpointModel> = {}): EndpointModel {
  return {
    name: 'm',
    kind: 'dialog',
    contextLength: 4_096,
    capabilities: {
      chat: true,
      completion: true,
      logprobs: true,
      promptLogprobs: true,
      tokens: false,
      assistantPrefix: true,
      unsupported: ['exact'],
      thinking: true,
      forcedTokens: false,
    },
    dialect: defaultDialect,
    price: null,
    isEnabled: true,
    ...overrides,
  }
}

function aConnection(overrides: Partial<EndpointConnection> = {}): EndpointConnection {
  return {
    ...{
      name: 'there',
      api: 'openai' as EndpointApi,
      urls: [],
      key: null,
      allowsPrivate: true,
      concurrency: 4,
    },
    models: [anEndpointModel()],
    ...overrides,
  }
}

export const aChat: ModelPrompt = {
  form: 'chat',
  messages: [{ role: 'user', content: 'Hi' }],
  assistantPrefix: '',
}

/** Time that is always over at once; `waitedMs` tells what was waited for. */
export function createHastyClock(): Clock & { readonly waitedMs: readonly number[] } {
  let now = 1_750_000_000_000
  const waitedMs: number[] = []
  return {
    waitedMs,
    now: () => now,
    after(delayMs, callback) {
      // Limits of real time are for the clock of the system.
      if (delayMs >= 60_000) return () => {}
      let isOff = false
      setImmediate(() => {
        if (isOff) return
        now += delayMs
        waitedMs.push(delayMs)
        callback()
      })
      return () => {
        isOff = true
      }
    },
  }
}

/** Endpoints with one connection. */
export function openEndpoints(
  connection: Partial<EndpointConnection>,
  options: Partial<EndpointsOptions> = {},
): Endpoints {
  return createEndpoints({ connections: async () => [aConnection(connection)], ...options })
}

export async function* generate(
  endpoints: Endpoints,
  request: Partial<GenerateRequest> = {},
  signal = new AbortController().signal,
): AsyncGenerator<ProviderEvent> {
  const modelId = endpointModelId('there', 'm')
  for (const provider of endpoints.providers) {
    if (!(await provider.listModels()).some(({ id }) => id === modelId)) continue
    yield* provider.generate(
      { modelId, prompt: aChat, parameters: defaultParameters, seed: 7, topLogprobs: null, ...request },
      signal,
    )
  }
}

/** What a generation came to. `inputs` are several where it was begun again; `text` is what came after the last. */
export async function outcomeOf(events: AsyncIterable<ProviderEvent>) {
  const inputs: Extract<ProviderEvent, { type: 'input' }>[] = []
  let texts: Extract<ProviderEvent, { type: 'text' }>[] = []
  let finished: Extract<ProviderEvent, { type: 'finished' }> | undefined
  for await (const event of events) {
    if (event.type === 'input') {
      inputs.push(event)
      texts = []
    } else if (event.type === 'text') texts.push(event)
    else if (event.type === 'finished') finished = event
  }
  return {
    ...{ inputs, texts, finished },
    text: texts.map(({ text }) => text).join(''),
    logprobs: texts.flatMap(({ logprobs }) => logprobs),
  }
}
