import { join } from 'node:path'
import type { Engine } from '@trialogue/inference'
import { samplePrompts } from '@trialogue/prompt'
import type { Store } from '@trialogue/store'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { v7 as uuidv7 } from 'uuid'
import type { Config } from './config.ts'
import { handleError } from './errors/error-handler.ts'
import { createChainOfThoughtService } from './experiments/chain-of-thought-service.ts'
import { ExperimentService } from './experiments/experiment-service.ts'
import { createResultService } from './experiments/result-service.ts'
import type { OpenedEndpoints } from './open-endpoints.ts'
import { registerOpenAi } from './openai/register-openai.ts'
import { registerOpenApi } from './openapi/register-openapi.ts'
import { registerWebPages } from './pages/web-pages.ts'
import { registerHealth } from './routes/health.ts'
import { registerRoutes } from './routes/register-routes.ts'
import { type Clock, systemClock } from './runs/clock.ts'
import { createHostGuard } from './security/host-guard.ts'
import { guardOrigin } from './security/origin-guard.ts'
import { registerResponseHeaders } from './security/response-headers.ts'
import { createBenchmarkService } from './services/benchmark-service.ts'
import { createDatasetService } from './services/dataset-service.ts'
import { createDivergenceService } from './services/divergence-service.ts'
import { createEndpointService } from './services/endpoint-service.ts'
import { createGenerationService } from './services/generation-service.ts'
import { createLabelService } from './services/label-service.ts'
import { createMachineService } from './services/machine-service.ts'
import { createModelService } from './services/model-service.ts'
import { createPreviewService } from './services/preview-service.ts'
import { createPromptLossService } from './services/prompt-loss-service.ts'
import { createPromptService } from './services/prompt-service.ts'
import type { PullService } from './services/pull-service.ts'
import { RunService } from './services/run-service.ts'
import { writeEventStream } from './streams/event-stream.ts'

export interface AppOptions {
  readonly store: Store
  readonly engine: Engine
  readonly endpoints: OpenedEndpoints
  readonly pulls: PullService
  readonly config: Pick<Config, 'host' | 'allowedHosts' | 'maxActiveRuns' | 'dataDir' | 'idleUnloadMs'>
  readonly log: FastifyBaseLogger
  /** Folder of the built web app. */
  readonly webDir?: string
  readonly clock?: Clock
}

const builtWebDir = join(import.meta.dirname, '..', '..', 'web', 'dist')
const bodyLimitBytes = 1024 * 1024
const requestTimeoutMs = 30_000
const maxHeaderBytes = 16 * 1024

/**
 * The server without a socket: every route, wired to a store and an engine. An empty store gets the sample prompts.
 * `app.close()` writes the runs under way as interrupted; the caller disposes the engine and closes the store.
 */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { store, engine, endpoints, pulls, config, log, webDir = builtWebDir, clock = systemClock } = options
  const runs = new RunService({ store, engine, clock, log, maxActiveRuns: config.maxActiveRuns })
  const losses = createPromptLossService({ engine })
  const experiments = new ExperimentService({ store, engine, losses, clock, log })
  const services = {
    benchmarks: createBenchmarkService({ engine, store, clock }),
    chainsOfThought: createChainOfThoughtService({ store, experiments }),
    datasets: createDatasetService({ store }),
    divergences: createDivergenceService({ store, runs, engine }),
    endpoints: createEndpointService({ store, ...endpoints }),
    experiments,
    generations: createGenerationService({ store, runs, engine, clock }),
    labels: createLabelService({ store }),
    losses,
    machine: createMachineService({ engine, ...config }),
    models: createModelService({ engine, clock }),
    prompts: createPromptService({ store }),
    previews: createPreviewService({ engine }),
    pulls,
    results: createResultService({ store, experiments }),
    runs,
  }
  const app = createHttpServer(log)
  app.addHook('onRequest', createHostGuard([...config.allowedHosts, ...namesOf(config.host)]))
  app.addHook('onRequest', guardOrigin)
  await registerResponseHeaders(app)
  await registerOpenApi(app)
  registerRoutes(app, services, (reply, feed) => writeEventStream(reply, feed, clock))
  await registerOpenAi(app, { engine, models: services.models, clock })
  registerHealth(app, {
    isStoreReadable: () => store.check(),
    countModels: async () => (await services.models.list()).length,
  })
  await registerWebPages(app, webDir)
  // Before connections are closed, so that open streams still tell how their runs ended.
  app.addHook('preClose', async () => {
    await Promise.all([services.runs.interruptAll(), experiments.close()])
  })
  await services.prompts.seed(samplePrompts)
  await experiments.takeUp()
  return app
}

/** How browsers write the address that the server listens on; a wildcard address is not one. */
function namesOf(host: string): string[] {
  if (host === '0.0.0.0' || host === '::') return []
  return [host.includes(':') ? `[${host.toLowerCase()}]` : host.toLowerCase()]
}

function createHttpServer(log: FastifyBaseLogger): FastifyInstance {
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuidv7(),
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    forceCloseConnections: true,
    trustProxy: false,
    frameworkErrors: handleError,
    // Without a Host header the host guard answers, not Node.
    http: { maxHeaderSize: maxHeaderBytes, requireHostHeader: false },
    // A model id has up to 200 characters, each up to three when it is encoded.
    routerOptions: { maxParamLength: 600 },
  })
  // JSON only: a form or a text body is what a foreign page can send without asking.
  app.removeContentTypeParser('text/plain')
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(handleError)
  return app
}
