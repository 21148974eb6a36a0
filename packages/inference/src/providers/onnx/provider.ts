import { AppError, type ModelManifest } from '@trialogue/contract'
import type { FinishedEvent } from '../../generate.ts'
import type { GenerationOrder } from '../../generation/generation-order.ts'
import type { LocalModel } from '../../local-model.ts'
import { type Log, silentLog } from '../../log.ts'
import { offersThinking } from '../../model-folder/offers-thinking.ts'
import { startModelProcess } from '../../process/model-process.ts'
import { createSupervisor, type Supervisor } from '../../process/supervisor.ts'
import { cpuOnly, type DeviceChoice } from '../../session/devices/choose-devices.ts'
import { defineProvider, type ProviderEvent, type ProviderModel } from '../provider.ts'

export interface OnnxProviderOptions {
  readonly models: readonly LocalModel[]
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
  readonly log?: Log
}

type Place = {
  readonly model: LocalModel
  readonly supervisor: Supervisor
  /** Whether the chat template seems to have a switch for thinking. */
  readonly offersThinking: () => Promise<boolean>
}

/** Runs models in Hugging Face's ONNX layout on this machine: one process per model, started on first use. */
export const createOnnxProvider = defineProvider<OnnxProviderOptions>({
  id: 'onnx',
  capabilities: {
    chat: true,
    completion: true,
    logprobs: true,
    assistantPrefix: true,
    seed: true,
    thinking: false,
    forcedTokens: true,
  },
  create(options) {
    const { models, verify, threads = 1, concurrency = 8, cacheFolder, log = silentLog } = options
    const loading = { threads, slotCount: concurrency, ...(cacheFolder === undefined ? {} : { cacheFolder }) }
    const chooseDevices = once(options.chooseDevices ?? (async () => cpuOnly))
    const places = new Map<string, Place>()
    for (const model of models) {
      const { id } = model.manifest
      const start = async () => {
        await verify(model)
        return startModelProcess(model, { ...loading, device: await chooseDevices() }, log)
      }
      const supervisor = createSupervisor({ modelId: id, log, start })
      places.set(id, { model, supervisor, offersThinking: once(() => offersThinking(model.folder)) })
    }
    const find = (modelId: string): Place => {
      const place = places.get(modelId)
      if (place !== undefined) return place
      throw new AppError('MODEL_NOT_FOUND', `There is no model "${modelId}" on this machine.`)
    }
    return {
      concurrencyOf: (modelId) => find(modelId).supervisor.state.runtime?.slotCount ?? concurrency,
      listModels: () => Promise.all(Array.from(places.values(), describe)),
      generate: ({ modelId, queueKey: _, ...order }, signal) => generate(find(modelId), order, signal),
      async inspect(modelId, prompt) {
        const process = await find(modelId).supervisor.acquire()
        return process.inspect(prompt)
      },
      async dispose() {
        await Promise.all([...places.values()].map(({ supervisor }) => supervisor.dispose()))
      },
    }
  },
})

/** The same answer for everyone who asks. */
function once<Result>(ask: () => Promise<Result>): () => Promise<Result> {
  let answer: Promise<Result> | null = null
  return () => {
    answer ??= ask()
    return answer
  }
}

async function* generate(
  { model, supervisor }: Place,
  order: GenerationOrder,
  signal: AbortSignal,
): AsyncIterable<ProviderEvent> {
  const modelSha256 = weightsSha256(model.manifest)
  if (supervisor.state.status !== 'ready') yield { type: 'loading', progress: null }
  // Others may wait for the same start: an abort leaves it alone.
  const process = await Promise.race([supervisor.acquire(), aborted(signal)])
  if (process === null) {
    yield cancelledWhileLoading(order, modelSha256)
    return
  }
  for await (const step of process.generate(order, signal)) {
    const { executionProvider, cachePath } = process.runtime
    yield step.type === 'finished' ? { ...step, modelSha256, executionProvider, cachePath } : step
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  if (signal.aborted) return Promise.resolve(null)
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }))
}

function cancelledWhileLoading(order: GenerationOrder, modelSha256: string | null): FinishedEvent {
  return {
    type: 'finished',
    finishReason: 'cancelled',
    usage: { promptTokens: 0, completionTokens: 0, cachedTokens: 0 },
    timings: { queuedMs: 0, ttftMs: null, prefillMs: 0, decodeMs: 0 },
    mode: order.parameters.exact ? 'exact' : 'fast',
    tokenIds: [],
    modelSha256,
    executionProvider: null,
    cachePath: null,
  }
}

async function describe({ model: { manifest }, supervisor, offersThinking }: Place): Promise<ProviderModel> {
  const { id, name, kind, family, licence, parameterCount, contextLength, languages, description } = manifest
  const { status, runtime, error } = supervisor.state
  return {
    ...{ id, name, kind, family, licence, parameterCount, languages, description },
    contextLength: runtime?.slotLength ?? contextLength,
    status,
    error,
    executionProvider: runtime?.executionProvider ?? null,
    deviceReason: runtime?.deviceReason ?? null,
    cachePath: runtime?.cachePath ?? null,
    plainReason: runtime?.plainReason ?? null,
    sizeBytes: manifest.files.reduce((sum, file) => sum + file.sizeBytes, 0),
    sha256: weightsSha256(manifest),
    // A base model was never taught turns.
    capabilities:
      kind === 'base'
        ? { chat: false }
        : { chat: true, thinking: runtime?.heedsThinking ?? (await offersThinking()) },
  }
}

function weightsSha256({ files }: ModelManifest): string | null {
  return files.find(({ path }) => path === 'onnx/model.onnx')?.sha256 ?? null
}
