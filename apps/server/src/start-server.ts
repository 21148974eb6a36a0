import { join } from 'node:path'
import { verifyModel } from '@trialogue/catalogue'
import { AppError } from '@trialogue/contract'
import {
  chooseDevices,
  createEngine,
  createMemoryKeeper,
  createOnnxProvider,
  type DeviceChoice,
} from '@trialogue/inference'
import { openStore } from '@trialogue/store'
import type { FastifyInstance } from 'fastify'
import { type Logger, pino } from 'pino'
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { createInstalledModels } from './installed-models.ts'
import { openEndpoints } from './open-endpoints.ts'
import { readSecrets } from './secrets.ts'
import { openPullService } from './services/pull-service.ts'

export interface RunningServer {
  /** Where it can be opened, `http://127.0.0.1:7357`. */
  readonly address: string
  /** Ends runs, writes what is left, and exits the process within ten seconds. */
  stop(): Promise<void>
}

const stopLimitMs = 9_500
const standardError = 2

/**
 * Opens the store, ends what a killed server left running, finds the bundled and imported models and listens.
 * Throws DATA_DIR_LOCKED, SCHEMA_TOO_NEW, MIGRATION_FAILED, DISK_FULL, PORT_IN_USE, and MODEL_CORRUPT for a bundled model.
 */
export async function startServer(config: Config): Promise<RunningServer> {
  const log = pino({ level: config.logLevel }, pino.destination({ dest: standardError, sync: true }))
  const store = await openStore({ dataDir: config.dataDir, secrets: await readSecrets(config) })
  const interrupted = await store.runs.interruptRunning()
  if (interrupted.length > 0) log.warn({ runs: interrupted.length }, 'Runs were cut short by the last end')
  const onnx = createOnnxProvider({
    models: createInstalledModels(join(config.dataDir, 'models'), log),
    verify: verifyModel,
    cacheFolder: join(config.dataDir, 'cache'),
    chooseDevices: () => choose(config, log),
    memory: createMemoryKeeper({ limitBytes: config.memoryLimitBytes, log }),
    idleLimitMs: config.idleUnloadMs,
    log,
  })
  const endpoints = openEndpoints({ store, config, log })
  const engine = createEngine({ providers: [onnx, ...endpoints.clients.providers], log })
  const models = await engine.listModels()
  const pulls = await openPullService({
    settings: config.hub,
    modelsFolder: join(config.dataDir, 'models'),
    stateFolder: join(config.dataDir, 'pulls'),
    readFreeMemory: async () => (await engine.readMemory()).freeBytes,
    log,
  })
  const app = await createApp({ store, engine, endpoints, pulls, config, log })
  const release = async () => {
    await app.close()
    await pulls.close()
    await engine.dispose()
    await endpoints.clients.dispose()
    await store.close()
  }
  const address = await listen(app, config).catch(async (error: unknown) => {
    await release()
    throw error
  })
  log.info({ dataDir: config.dataDir, models: models.map(({ id }) => id) }, 'Ready')

  let isStopping = false
  return {
    address,
    async stop() {
      // A terminal signals the whole process group, and start.mjs passes the signal on: it may come twice.
      if (isStopping) return
      isStopping = true
      setTimeout(() => {
        log.error('The end took too long; what was not written by now will be shown as interrupted')
        process.exit(1)
      }, stopLimitMs).unref()
      try {
        await release()
        process.exit(0)
      } catch (error) {
        log.error({ err: error }, 'The end did not go as it should')
        process.exit(1)
      }
    },
  }
}

/** Where models run. A device that was asked for by name and cannot be used is worth a warning. */
async function choose({ device }: Config, log: Logger): Promise<DeviceChoice> {
  const choice = await chooseDevices(device)
  const isRefused = choice.candidates.length === 0 && device !== 'auto' && device !== 'cpu'
  log[isRefused ? 'warn' : 'info']({ device, ...choice }, 'Chose where models run')
  return choice
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port })
  } catch (error) {
    if (!isAddressInUse(error)) throw error
    throw new AppError(
      'PORT_IN_USE',
      `Port ${port} on ${host} is taken by another program, maybe by another Trialogue. ` +
        'Stop it, or choose another port with TRIALOGUE_PORT.',
      { details: { host, port }, cause: error },
    )
  }
}

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}
