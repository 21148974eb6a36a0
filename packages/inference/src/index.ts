export type { Clock } from './clock.ts'
export type { EndpointConnection } from './endpoints/endpoint-connection.ts'
export { endpointModelId } from './endpoints/endpoint-model-id.ts'
export { createEndpoints, type Endpoints, type EndpointsOptions } from './endpoints/endpoints.ts'
export { createEngine, type Engine, type EngineOptions } from './engine.ts'
export type { GenerateEvent, GenerateRequest, PromptTokenLogprob } from './generate.ts'
export { checkPromptLength } from './generation/check-prompt-length.ts'
export type { LocalModel } from './local-model.ts'
export type { Log } from './log.ts'
export { type MachineMemory, readMachineMemory } from './memory/machine-memory.ts'
export { memoryDemand } from './memory/memory-demand.ts'
export { createMemoryKeeper, type MemoryKeeper } from './memory/memory-keeper.ts'
export { readGraphFacts } from './model-folder/graph-facts.ts'
export {
  defineProvider,
  type Provider,
  type ProviderEvent,
  type ProviderModel,
} from './providers/provider.ts'
export * from './providers/registry.ts'
export { chooseDevices, type DeviceChoice } from './session/devices/choose-devices.ts'
export { readCudaPlan } from './session/devices/cuda-plan.ts'
export {
  type DevicePreference,
  type DeviceProvider,
  devicePreferences,
  executionProviders,
} from './session/devices/execution-provider.ts'
export { type DeviceProbe, probeDevice } from './session/devices/probe-device.ts'
export { openSlotRunner } from './session/open-slot-runner.ts'
export type { RunnerOptions } from './session/runner-options.ts'
export { runtimeLibraryPath } from './session/runtime-library/find-runtime-library.ts'
export type { SlotRunner } from './session/slot-runner.ts'
export { tokenIdsSha256 } from './token-ids-sha256.ts'
