import type { UserEvent } from '@testing-library/user-event'
import type {
  CachedRepository,
  Endpoint,
  EndpointModel,
  Family,
  HubState,
  Machine,
  Model,
  Pull,
  PullPlan,
  PullVariant,
} from '@trialogue/contract'
import { pullRequestSchema } from '@trialogue/contract'
import { useState } from 'react'
import { type ApiCall, errorAnswer, jsonAnswer, stubApi } from '../../lib/stub-api.ts'
import { renderPart } from '../../lib/test-page.tsx'
import { en as models } from './locales/en.ts'
import { ModelsPage } from './models-page.tsx'
import type { ModelsSearch } from './models-search.ts'

const revision = '93efa2f097d58c2a74874c7e644dbc9b0cee75a2'

/** The pull that tests begin with. */
export const testPullId = '01890000-0000-7000-8000-000000000001'

/** For tests: a machine with 6 of 16 GB free. */
export function aMachine(overrides: Partial<Machine> = {}): Machine {
  return {
    memoryTotalBytes: 16_000_000_000,
    memoryFreeBytes: 6_000_000_000,
    modelsMemoryBytes: 1_100_000_000,
    diskFreeBytes: 120_000_000_000,
    cores: 8,
    executionProvider: null,
    deviceReason: null,
    idleUnloadMs: null,
    ...overrides,
  }
}

export function aHub(overrides: Partial<HubState> = {}): HubState {
  return {
    url: 'https://hub.test',
    state: 'reachable',
    detail: '',
    hasToken: false,
    cacheFolder: '/cache',
    ...overrides,
  }
}

/** For tests: a base and an instruct model, neither of them here. */
export function aFamily(overrides: Partial<Family> = {}): Family {
  const member = { parameterCount: 135_000_000, downloadBytes: 270_000_000, precision: 'q8' as const }
  return {
    id: 'small',
    name: 'Small 135M',
    licence: 'apache-2.0',
    source: 'its card',
    members: [
      { ...member, kind: 'base', repository: 'org/small', modelId: null },
      { ...member, kind: 'instruct', repository: 'org/small-instruct', modelId: null },
    ],
    ...overrides,
  }
}

export function aPull(overrides: Partial<Pull> = {}): Pull {
  return {
    id: testPullId,
    request: pullRequestSchema.parse({ repository: 'org/small' }),
    repository: { name: 'org/small', revision },
    modelId: 'hf:org/small',
    precision: 'q8',
    status: 'downloading',
    doneBytes: 1_200_000_000,
    totalBytes: 2_800_000_000,
    bytesPerSecond: 38_000_000,
    remainingMs: 42_000,
    error: null,
    createdAt: 0,
    updatedAt: 0,
    ...overrides,
  }
}

export function aPlan(overrides: Partial<PullPlan> = {}): PullPlan {
  const variant: PullVariant = {
    precision: 'q8',
    action: 'convert',
    downloadBytes: 270_000_000,
    cachedBytes: 0,
    memoryNeedBytes: 310_000_000,
  }
  return {
    repository: { name: 'org/small', revision },
    modelId: 'hf:org/small',
    kind: 'base',
    kindReason: 'It has no chat template.',
    family: 'small',
    licence: 'apache-2.0',
    parameterCount: 135_000_000,
    contextLength: 8_192,
    isGated: false,
    variants: [variant, { ...variant, precision: 'fp32', memoryNeedBytes: 900_000_000 }],
    chosen: 'q8',
    files: [{ path: 'model.safetensors', sizeBytes: 269_000_000, isCached: false }],
    memoryFreeBytes: 6_000_000_000,
    diskFreeBytes: 120_000_000_000,
    obstacle: null,
    installedModelId: null,
    ...overrides,
  }
}

export function anEndpointModel(overrides: Partial<EndpointModel> = {}): EndpointModel {
  return {
    name: 'big',
    kind: 'instruct',
    contextLength: 32_768,
    capabilities: null,
    dialect: null,
    price: null,
    isEnabled: true,
    ...overrides,
  }
}

export function anEndpoint(overrides: Partial<Endpoint> = {}): Endpoint {
  return {
    name: 'team',
    api: 'openai',
    urls: ['http://gpu.test:8000/v1'],
    allowsPrivate: true,
    concurrency: 4,
    keyHint: null,
    models: [],
    lastTest: null,
    rateLimit: { requestsLeft: null, tokensLeft: null, blockedUntil: null },
    addresses: [],
    createdAt: 0,
    updatedAt: 0,
    ...overrides,
  }
}

/** For tests: what the server has. Change it between answers. */
export type ServerState = {
  models: Model[]
  machine: Machine
  hub: HubState
  families: Family[]
  pulls: Pull[]
  endpoints: Endpoint[]
  cached: CachedRepository[]
}

type Shown = {
  readonly person: UserEvent
  readonly calls: readonly ApiCall[]
  readonly server: ServerState
  /** Where the address leads by now. */
  readonly searches: ModelsSearch[]
  readonly compared: string[][]
}

/** For tests: the page on a server; `answer` says what is answered besides its lists. */
export function showModels(
  search: ModelsSearch = {},
  state: Partial<ServerState> = {},
  answer: (call: ApiCall, server: ServerState) => Response | Promise<Response> | undefined = () => undefined,
): Shown {
  const server: ServerState = {
    models: [],
    machine: aMachine(),
    hub: aHub(),
    families: [],
    pulls: [],
    endpoints: [],
    cached: [],
    ...state,
  }
  const lists: Readonly<Record<string, () => readonly unknown[]>> = {
    '/api/models': () => server.models,
    '/api/families': () => server.families,
    '/api/pulls': () => server.pulls,
    '/api/endpoints': () => server.endpoints,
    '/api/hub/cached': () => server.cached,
  }
  const calls = stubApi((call) => {
    const other = answer(call, server)
    if (other !== undefined) return other
    const path = decodeURIComponent(call.path)
    const list = call.method === 'GET' ? lists[path] : undefined
    if (list !== undefined) return jsonAnswer({ items: list(), nextCursor: null })
    if (path === '/api/machine') return jsonAnswer(server.machine)
    if (path === '/api/hub') return jsonAnswer(server.hub)
    if (path.endsWith('/benchmark') && call.method === 'GET') return jsonAnswer({ benchmark: null })
    return errorAnswer('NOT_FOUND', 404)
  })
  const searches: ModelsSearch[] = []
  const compared: string[][] = []
  function Page() {
    const [at, setAt] = useState(search)
    return (
      <ModelsPage
        search={at}
        onSearch={(next) => {
          searches.push(next)
          setAt(next)
        }}
        onCompare={(family, modelIds) => compared.push([family, ...modelIds])}
        compareError={null}
        menu={null}
        corner={null}
      />
    )
  }
  const person = renderPart(<Page />, { models })
  return { person, calls, server, searches, compared }
}
