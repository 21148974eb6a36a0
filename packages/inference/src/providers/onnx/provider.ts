import { type CachePath, estimateMemory, type ModelSource, usualMemoryBytes } from '@trialogue/contract'
import { cancelledEvent } from '../../cancelled-event.ts'
import { type Clock, systemClock } from '../../clock.ts'
import type { GenerationOrder } from '../../generation/generation-order.ts'
import type { LocalModel } from '../../local-model.ts'
import { type Log, silentLog } from '../../log.ts'
import { memoryDemand } from '../../memory/memory-demand.ts'
import { type Admission, createMemoryKeeper, type MemoryKeeper } from '../../memory/memory-keeper.ts'
import type { GraphFacts } from '../../model-folder/graph-facts.ts'
import { modelInUse } from '../../model-in-use.ts'
import { startModelProcess } from '../../process/model-process.ts'
import type { ModelRuntime } from '../../process/protocol.ts'
import { createSupervisor } from '../../process/supervisor.ts'
import { cpuOnly, type DeviceChoice } from '../../session/devices/choose-devices.ts'
import { defineProvider, type ProviderEvent, type ProviderModel } from '../provider.ts'
import { createModelPlaces, type Place } from './model-places.ts'
import { once } from './once.ts'
import { weightsSha256 } from './weights-sha256.ts'

export interface OnnxProviderOptions {
  /** The models, or what tells which there are now: it is asked whenever the models are listed. */
  readonly models: readonly LocalModel[] | (() => Promise<readonly LocalModel[]>)
  /** Checks a model's files before a process loads them: throws MODEL_CORRUPT. */
  readonly verify: (model: LocalModel) => Promise<void>
  /** Threads that compute one operation together. Defaults to 1: several models share the cores best that way. */
  readonly threads?: number
  /** Generations of one model that run at the same time, memory permitting. Defaults to 8. */
  readonly concurrency?: number
  /** Where models are kept as they are laid out for this machine; absent, they are not kept. */
  readonly cacheFolder?: string
  /** Asked when the first model is loaded, once. Absent: models run on the CPU. */
  readonly chooseDevices?: () => Promise<DeviceChoice>
  /** Says which models may be loaded. Absent: as much as the machine has. */
  readonly memory?: MemoryKeeper
  /** A model that nobody asks gives its memory back after so long. Null, the default: never. */
  readonly idleLimitMs?: number | null
  readonly clock?: Clock
  readonly log?: Log
}

/** Runs models in Hugging Face's ONNX layout on this machine: one process per model, started on first use. */
export const createOnnxProvider = defineProvider<OnnxProviderOptions>({
  id: 'onnx',
  capabilities: {
    chat: true,
    completion: true,
    logprobs: true,
    promptLogprobs: true,
    tokens: true,
    assistantPrefix: true,
    unsupported: [],
    thinking: false,
    forcedTokens: true,
  },
  create(options) {
    const { models, verify, threads = 1, concurrency = 8, cacheFolder, log = silentLog } = options
    const { clock = systemClock, idleLimitMs = null } = options
    const memory = options.memory ?? createMemoryKeeper({ clock, log })
    const loading = { threads, slotCount: concurrency, ...(cacheFolder === undefined ? {} : { cacheFolder }) }
    const chooseDevices = once(options.chooseDevices ?? (async () => cpuOnly))
    /** Of the processes that were started last. */
    const admissions = new WeakMap<LocalModel, Admission>()
    const places = createModelPlaces({
      listModels: typeof models === 'function' ? models : async () => models,
      clock,
      idleLimitMs,
      supervise(model, place) {
        const start = async () => {
          const admission = await admit(memory, place(), concurrency)
          try {
            await verify(model)
            const { cacheBudgetBytes } = admission
            const options = { ...loading, cacheBudgetBytes, device: await chooseDevices() }
            const process = await startModelProcess(model, options, log, admission.watch)
            await admission.look()
            void process.ended.then(admission.giveBack)
            admissions.set(model, admission)
            return process
          } catch (thrown) {
            admission.giveBack()
            throw thrown
          }
        }
        return createSupervisor({ modelId: model.manifest.id, log, start })
      },
    })
    return {
      // Of a model that has just gone, others may still be waiting.
      concurrencyOf: (modelId) => places.known(modelId)?.supervisor.state.runtime?.slotCount ?? concurrency,
      listModels: async () =>
        Promise.all((await places.list()).map((place) => describe(place, admissions.get(place.model)))),
      async *generate({ modelId, queueKey: _, ...order }, signal) {
        const place = await places.find(modelId)
        const release = places.hold(place)
        try {
          yield* generate(place, order, signal)
        } finally {
          release()
        }
      },
      async inspect(modelId, prompt) {
        const place = await places.find(modelId)
        const release = places.hold(place)
        try {
          return await (await place.supervisor.acquire()).inspect(prompt)
        } finally {
          release()
        }
      },
      async load(modelId) {
        const place = await places.find(modelId)
        const release = places.hold(place)
        try {
          await place.supervisor.acquire()
        } finally {
          release()
        }
      },
      async unload(modelId) {
        const place = await places.find(modelId)
        if (place.usage.count > 0) throw modelInUse(modelId, place.usage.count)
        await place.supervisor.unload()
      },
      readMemory: memory.readMemory,
      async dispose() {
        memory.dispose()
        await places.dispose()
      },
    }
  },
})

/** Asks for the memory that a model takes. Throws MODEL_TOO_LARGE. */
async function admit(memory: MemoryKeeper, place: Place, slotCount: number): Promise<Admission> {
  const { model, supervisor, usage } = place
  const demand = { ...memoryDemand(model.manifest, await place.facts()), slotCount }
  return memory.admit({
    modelId: model.manifest.id,
    estimate: (freeBytes) => estimateMemory(demand, freeBytes),
    idleSince: () => (supervisor.state.status === 'ready' ? usage.idleSince : null),
    unload: () => supervisor.unload(),
  })
}

async function* generate(
  place: Place,
  order: GenerationOrder,
  signal: AbortSignal,
): AsyncIterable<ProviderEvent> {
  const { model, supervisor } = place
  if (supervisor.state.status !== 'ready') yield { type: 'loading', progress: null }
  // Others may wait for the same start: an abort leaves it alone.
  const process = await Promise.race([supervisor.acquire(), aborted(signal)])
  if (process === null) {
    const { parameters } = order
    const modelSha256 = shaOf(model, await place.facts())
    yield cancelledEvent({ parameters, queuedMs: 0, modelSha256, executionProvider: null, cachePath: null })
    return
  }
  const { executionProvider, cachePath } = process.runtime
  const modelSha256 = shaOf(model, process.runtime)
  for await (const step of process.generate(order, signal)) {
    yield step.type === 'finished' ? { ...step, modelSha256, executionProvider, cachePath } : step
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  if (signal.aborted) return Promise.resolve(null)
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }))
}

async function describe(
  { model, supervisor, usage, ...place }: Place,
  admission: Admission | undefined,
): Promise<ProviderModel> {
  const { manifest } = model
  const { id, name, kind, family, licence, parameterCount, contextLength, languages, description } = manifest
  const facts = await place.facts()
  const { status, runtime, error } = supervisor.state
  return {
    ...{ id, name, kind, family, licence, parameterCount, languages, description },
    contextLength: runtime?.slotLength ?? contextLength,
    status,
    error,
    executionProvider: runtime?.executionProvider ?? null,
    deviceReason: runtime?.deviceReason ?? null,
    cachePath: runtime?.cachePath ?? expectedCachePath(facts),
    plainReason: (runtime ?? facts)?.plainReason ?? null,
    precision: (runtime ?? facts)?.precision ?? null,
    sizeBytes: manifest.files.reduce((sum, file) => sum + file.sizeBytes, 0),
    sha256: shaOf(model, runtime ?? facts),
    source: sourceOf(model),
    repository: manifest.repository ?? null,
    folder: model.folder,
    memoryBytes: status === 'ready' ? (admission?.residentBytes ?? null) : null,
    memoryNeedBytes: usualMemoryBytes(memoryDemand(manifest, facts)),
    idleSince: status === 'ready' ? usage.idleSince : null,
    price: null,
    // A base model was never taught turns.
    capabilities:
      manifest.kind === 'base'
        ? { chat: false }
        : { chat: true, thinking: runtime?.heedsThinking ?? (await place.offersThinking()) },
  }
}

function sourceOf({ manifest, isBundled = false }: LocalModel): ModelSource {
  if (isBundled) return 'bundled'
  return manifest.repository === undefined ? 'imported' : 'hub'
}

function expectedCachePath(facts: GraphFacts | null): CachePath | null {
  if (facts === null) return null
  return facts.plainReason === null ? 'in-place' : 'plain'
}

/** Of the weights that are loaded, or would be. */
function shaOf(
  { manifest }: LocalModel,
  source: Pick<ModelRuntime | GraphFacts, 'weightFiles'> | null,
): string | null {
  return source === null ? null : weightsSha256(manifest, source.weightFiles)
}
