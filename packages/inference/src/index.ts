export { createEngine, type Engine, type EngineOptions } from './engine.ts'
export type { GenerateEvent, GenerateRequest, PromptTokenLogprob } from './generate.ts'
export { checkPromptLength } from './generation/check-prompt-length.ts'
export type { LocalModel } from './local-model.ts'
export type { Log } from './log.ts'
export {
  defineProvider,
  type Provider,
  type ProviderEvent,
  type ProviderModel,
} from './providers/provider.ts'
export * from './providers/registry.ts'
export { openSlotRunner, type RunnerOptions } from './session/open-slot-runner.ts'
export type { SlotRunner } from './session/slot-runner.ts'
