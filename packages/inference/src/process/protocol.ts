import {
  type EnginePrompt,
  type ErrorRecord,
  enginePromptSchema,
  errorRecordSchema,
} from '@trialogue/contract'
import type { GenerationOrder, GenerationStep } from '../generation/generation-order.ts'
import { isJsonObject } from '../json-object.ts'
import type { ModelFolder } from '../model-folder.ts'
import type { ModelInput } from '../providers/provider.ts'
import type { DeviceChoice } from '../session/devices/choose-devices.ts'
import type { RunnerOptions } from '../session/runner-options.ts'
import type { SlotRunner } from '../session/slot-runner.ts'

/** How to load a model. Memory may leave room for fewer or shorter slots than asked for. */
export type LoadOptions = Pick<RunnerOptions, 'threads' | 'slotCount' | 'cacheFolder'> & {
  /** Tokens that one sequence may have at most. */
  readonly contextLength: number
  /** Of the model's files. */
  readonly sizeBytes: number
  /** Memory that keys and values may be planned with, of which they take a part. */
  readonly cacheBudgetBytes: number
  readonly device: DeviceChoice
}

/** How a loaded model runs. */
export type ModelRuntime = Pick<
  SlotRunner,
  'executionProvider' | 'cachePath' | 'plainReason' | 'slotCount' | 'slotLength'
> &
  Pick<ModelFolder, 'weightFiles' | 'precision'> & {
    /** Why it does not run on a better device, for people to read; null where there is none. */
    readonly deviceReason: string | null
    /** Whether its chat template heeds the switch for thinking. */
    readonly heedsThinking: boolean
  }

/** What the server's process says to a model process. `load` comes first, once; ids are unique within a process. */
export type ToChild =
  | {
      readonly type: 'load'
      readonly folder: string
      readonly options: LoadOptions
    }
  | { readonly type: 'generate'; readonly id: number; readonly order: GenerationOrder }
  | { readonly type: 'inspect'; readonly id: number; readonly prompt: EnginePrompt }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'measure-memory'; readonly id: number }

/** What a model process says. A step of the model ends in a reply for each sequence: those come in lists. */
export type FromChild = LoadReply | readonly Reply[]

/** The answer to `load`. */
export type LoadReply =
  | { readonly type: 'loaded'; readonly runtime: ModelRuntime }
  | { readonly type: 'load-failed'; readonly error: ErrorRecord }

/** What belongs to one generation or inspection. A generation ends with a `finished` step or with `failed`. */
export type Reply =
  | { readonly type: 'step'; readonly id: number; readonly step: GenerationStep }
  | { readonly type: 'inspected'; readonly id: number; readonly input: ModelInput }
  | { readonly type: 'memory'; readonly id: number; readonly residentBytes: number }
  | { readonly type: 'failed'; readonly id: number; readonly error: ErrorRecord }

export function isToChild(value: unknown): value is ToChild {
  if (!isJsonObject(value)) return false
  const { type, id, order, prompt, folder, options } = value
  switch (type) {
    case 'load':
      return typeof folder === 'string' && isJsonObject(options)
    case 'generate':
      return typeof id === 'number' && isOrder(order)
    case 'inspect':
      return typeof id === 'number' && isPrompt(prompt)
    case 'cancel':
    case 'measure-memory':
      return typeof id === 'number'
    default:
      return false
  }
}

export function isLoadReply(value: unknown): value is LoadReply {
  if (!isJsonObject(value)) return false
  const { type, error, runtime } = value
  switch (type) {
    case 'loaded':
      return isRuntime(runtime)
    case 'load-failed':
      return isErrorRecord(error)
    default:
      return false
  }
}

export function isReply(value: unknown): value is Reply {
  if (!isJsonObject(value)) return false
  const { type, id, error, step, input, residentBytes } = value
  if (typeof id !== 'number') return false
  switch (type) {
    case 'failed':
      return isErrorRecord(error)
    case 'step':
      return isJsonObject(step) && typeof step['type'] === 'string'
    case 'memory':
      return typeof residentBytes === 'number'
    case 'inspected':
      return isJsonObject(input) && Array.isArray(input['tokens'])
    default:
      return false
  }
}

const isRuntime = (value: unknown) =>
  isJsonObject(value) && typeof value['slotCount'] === 'number' && Array.isArray(value['weightFiles'])
const isOrder = (value: unknown) =>
  isJsonObject(value) &&
  isPrompt(value['prompt']) &&
  isJsonObject(value['parameters']) &&
  typeof value['seed'] === 'number'
const isPrompt = (value: unknown) => enginePromptSchema.safeParse(value).success
const isErrorRecord = (value: unknown) => errorRecordSchema.safeParse(value).success
