import type { EnginePrompt, InputToken, Model, ModelCapabilities } from '@trialogue/contract'
import type { GenerateEvent, GenerateRequest } from '../generate.ts'
import type { MachineMemory } from '../memory/machine-memory.ts'

/** What a provider tells of a generation; waiting for its turn is the engine's affair. */
export type ProviderEvent = Exclude<GenerateEvent, { type: 'queued' }>

/** What a model would read, token by token. `contextLength` is in tokens. */
export interface ModelInput {
  readonly modelInput: string
  readonly tokens: InputToken[]
  /** The token that a text for this model begins with; null where there is none. */
  readonly openingTokenId: number | null
  readonly contextLength: number
}

/** Code that can list and run models. The engine asks only for models that the provider lists. */
export interface Provider {
  readonly id: string
  /** Generations of this model that may run at the same time; the engine queues the others. May change as it loads. */
  concurrencyOf(modelId: string): number
  listModels(): Promise<Model[]>
  /**
   * Loads the model when it is not loaded, then generates. Throws an AppError on failure; when `signal` aborts,
   * ends soon with a `finished` event whose reason is `cancelled`. `timings.queuedMs` is 0.
   */
  generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<ProviderEvent>
  /** Renders and tokenizes without generating; loads the model when it is not loaded. */
  inspect(modelId: string, prompt: EnginePrompt): Promise<ModelInput>
  /** Loads the model when it is not loaded; throws as `generate` does. Absent where models run elsewhere. */
  load?(modelId: string): Promise<void>
  /** Gives the model's memory back; nothing where it is not loaded. Throws MODEL_IN_USE. Absent as `load`. */
  unload?(modelId: string): Promise<void>
  /** What can be given to a model on this machine. Absent as `load`. */
  readMemory?(): Promise<MachineMemory>
  dispose(): Promise<void>
}

/** What a provider knows of a model; `defineProvider` adds the rest. */
export type ProviderModel = Omit<Model, 'provider' | 'capabilities'> & {
  /** Where this model differs from what its provider can do in general. */
  readonly capabilities?: Partial<ModelCapabilities>
}

interface ProviderDefinition<Options> {
  readonly id: string
  readonly capabilities: ModelCapabilities
  create(options: Options): Omit<Provider, 'id' | 'listModels'> & { listModels(): Promise<ProviderModel[]> }
}

/** Makes the factory of a provider: its id and capabilities are stamped on every model that it lists. */
export function defineProvider<Options>(
  definition: ProviderDefinition<Options>,
): (options: Options) => Provider {
  const { id, capabilities } = definition
  return (options) => {
    const provider = definition.create(options)
    return {
      ...provider,
      id,
      async listModels() {
        const models = await provider.listModels()
        return models.map((model) => ({
          ...model,
          provider: id,
          capabilities: { ...capabilities, ...model.capabilities },
        }))
      },
    }
  }
}
