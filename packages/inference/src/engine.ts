import { AppError, type EnginePrompt, type Model, toErrorRecord } from '@trialogue/contract'
import { cancelledEvent } from './cancelled-event.ts'
import type { FinishedEvent, GenerateEvent, GenerateRequest } from './generate.ts'
import { type Log, silentLog } from './log.ts'
import { type MachineMemory, readMachineMemory } from './memory/machine-memory.ts'
import { modelInUse } from './model-in-use.ts'
import type { ModelInput, Provider } from './providers/provider.ts'
import { createFairQueue, type FairQueue } from './scheduler/fair-queue.ts'

/** The object callers use: every model of every provider, with a queue per model. */
export interface Engine {
  listModels(): Promise<Model[]>
  /**
   * Failure is an AppError thrown while iterating; an abort ends with `finished`, reason `cancelled`.
   * Throws MODEL_NOT_FOUND, ENGINE_BUSY and what the model's provider throws.
   */
  generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateEvent>
  /** What the model would read, without running it. Throws MODEL_NOT_FOUND and what the provider throws. */
  inspect(modelId: string, prompt: EnginePrompt): Promise<ModelInput>
  /** Resolves when the model is loaded. Throws MODEL_NOT_FOUND, MODEL_TOO_LARGE, and what loading it throws. */
  load(modelId: string): Promise<void>
  /** Gives a model's memory back. Throws MODEL_NOT_FOUND, MODEL_IN_USE while generations run or wait. */
  unload(modelId: string): Promise<void>
  /** Of this machine, for models. */
  readMemory(): Promise<MachineMemory>
  /** Ends every model process; generations under way fail. */
  dispose(): Promise<void>
}

export interface EngineOptions {
  /** Where two providers list the same model id, the first one has it. */
  readonly providers: readonly Provider[]
  /** Generations that may wait for one model; more are refused with ENGINE_BUSY. Defaults to 10,000. */
  readonly queueLimit?: number
  readonly log?: Log
}

type Place = { readonly provider: Provider; readonly model: Model }

export function createEngine(options: EngineOptions): Engine {
  const { providers, queueLimit = 10_000, log = silentLog } = options
  const queues = new Map<string, FairQueue>()

  const listPlaces = async (): Promise<Map<string, Place>> => {
    const places = new Map<string, Place>()
    for (const provider of providers) {
      for (const model of await provider.listModels()) {
        if (!places.has(model.id)) places.set(model.id, { provider, model })
      }
    }
    return places
  }
  const find = async (modelId: string): Promise<Place> => {
    const place = (await listPlaces()).get(modelId)
    if (place !== undefined) return place
    const message = `There is no model "${modelId}". Choose one of the models that are listed.`
    throw new AppError('MODEL_NOT_FOUND', message, { details: { modelId } })
  }
  const queueOf = ({ provider, model: { id } }: Place): FairQueue => {
    const existing = queues.get(id)
    if (existing !== undefined) return existing
    const made = createFairQueue({ slots: () => provider.concurrencyOf(id), limit: queueLimit })
    queues.set(id, made)
    return made
  }
  const asAppError = (thrown: unknown, modelId: string): AppError => {
    const { code, message, details } = toErrorRecord(thrown, 'GENERATION_FAILED')
    log.warn({ err: thrown, modelId, code }, 'A model call failed')
    return new AppError(code, message, { details, cause: thrown })
  }

  async function* generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateEvent> {
    const place = await find(request.modelId)
    const enteredAt = performance.now()
    const turn = queueOf(place).enter(request.queueKey ?? Symbol('its own'), signal)
    try {
      for await (const position of turn.positions) yield { type: 'queued', position }
      const queuedMs = performance.now() - enteredAt
      if (signal.aborted) yield cancelled(request, place.model, queuedMs)
      else yield* withQueuedMs(place.provider.generate(request, signal), queuedMs)
    } catch (thrown) {
      const error = asAppError(thrown, request.modelId)
      // Whoever cancelled does not care that the process had to be killed for it.
      if (!signal.aborted) throw error
      yield cancelled(request, place.model, performance.now() - enteredAt)
    } finally {
      turn.leave()
    }
  }

  return {
    listModels: async () => [...(await listPlaces()).values()].map(({ model }) => model),
    generate,
    async inspect(modelId, prompt) {
      const { provider } = await find(modelId)
      return provider.inspect(modelId, prompt).catch((thrown: unknown) => {
        throw asAppError(thrown, modelId)
      })
    },
    async load(modelId) {
      const { provider } = await find(modelId)
      if (provider.load === undefined) throw runsElsewhere(modelId)
      await provider.load(modelId).catch((thrown: unknown) => {
        throw asAppError(thrown, modelId)
      })
    },
    async unload(modelId) {
      const { provider } = await find(modelId)
      if (provider.unload === undefined) throw runsElsewhere(modelId)
      const generations = queues.get(modelId)?.size ?? 0
      if (generations > 0) throw modelInUse(modelId, generations)
      await provider.unload(modelId)
    },
    readMemory: () =>
      providers.find(({ readMemory }) => readMemory !== undefined)?.readMemory?.() ?? readMachineMemory(),
    async dispose() {
      await Promise.all(providers.map((provider) => provider.dispose()))
    },
  }
}

async function* withQueuedMs(
  events: AsyncIterable<GenerateEvent>,
  queuedMs: number,
): AsyncIterable<GenerateEvent> {
  for await (const event of events) {
    yield event.type === 'finished' ? { ...event, timings: { ...event.timings, queuedMs } } : event
  }
}

function runsElsewhere(modelId: string): AppError {
  const message = `The model ${modelId} runs on another machine: it cannot be loaded or unloaded from here.`
  return new AppError('INVALID_REQUEST', message, { details: { modelId } })
}

/** For a generation that cannot tell more itself. */
function cancelled({ parameters }: GenerateRequest, model: Model, queuedMs: number): FinishedEvent {
  const { sha256: modelSha256, executionProvider, cachePath } = model
  return cancelledEvent({ parameters, queuedMs, modelSha256, executionProvider, cachePath })
}
