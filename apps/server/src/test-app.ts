import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine, type Engine, type EngineOptions, type Provider } from '@trialogue/inference'
import { openStore, type Store } from '@trialogue/store'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { type AppOptions, createApp } from './app.ts'
import { openEndpoints } from './open-endpoints.ts'
import { openPullService } from './services/pull-service.ts'

export interface TestApp {
  readonly app: FastifyInstance
  readonly store: Store
  readonly engine: Engine
  /** Log lines so far, as they were written. */
  readonly logLines: readonly string[]
  close(): Promise<void>
}

const defaults: AppOptions['config'] = {
  ...{ host: '127.0.0.1', allowedHosts: [], maxActiveRuns: 16 },
  ...{ dataDir: ':memory:', idleUnloadMs: null },
}

const nowhere = join(tmpdir(), 'trialogue-test-without-hub')

/** Tests that pull bring their own hub. */
const nothingToPull = {
  settings: {
    endpoint: 'http://127.0.0.1:9',
    token: null,
    cacheFolder: join(nowhere, 'cache'),
    isOffline: true,
    proxy: { http: '', https: '', noProxy: '' },
  },
  modelsFolder: join(nowhere, 'models'),
  stateFolder: join(nowhere, 'pulls'),
  readFreeMemory: async () => 8e9,
}

/** For tests: the whole application on an empty database in memory, with models by the given provider. */
export async function startTestApp(
  provider: Provider,
  options: Partial<Pick<AppOptions, 'clock' | 'webDir' | 'store' | 'pulls'>> &
    Pick<EngineOptions, 'queueLimit'> & {
      readonly config?: Partial<AppOptions['config']>
      readonly allowedPrivateEndpoints?: readonly string[]
    } = {},
): Promise<TestApp> {
  const { queueLimit, allowedPrivateEndpoints = [], ...appOptions } = options
  const config = { ...defaults, ...options.config }
  const logLines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => void logLines.push(line) })
  const store = options.store ?? (await openStore({ dataDir: ':memory:' }))
  const { clock } = appOptions
  const endpoints = openEndpoints({
    store,
    config: { ...config, allowedPrivateEndpoints },
    log,
    ...(clock === undefined ? {} : { clock }),
  })
  const engine = createEngine({
    providers: [provider, ...endpoints.clients.providers],
    log,
    ...(queueLimit === undefined ? {} : { queueLimit }),
  })
  const pulls = await openPullService({ ...nothingToPull, log })
  const app = await createApp({ pulls, ...appOptions, config, store, engine, endpoints, log })
  return {
    app,
    store,
    engine,
    logLines,
    async close() {
      await app.close()
      await engine.dispose()
      await endpoints.clients.dispose()
      await store.close()
    },
  }
}
