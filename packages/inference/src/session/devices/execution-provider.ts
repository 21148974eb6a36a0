/** ONNX Runtime's device backends that models run on, the best first. */
export const executionProviders = ['cuda', 'webgpu', 'cpu'] as const

export type ExecutionProvider = (typeof executionProviders)[number]

/** Those that need a device besides the processor. */
export type DeviceProvider = Exclude<ExecutionProvider, 'cpu'>

/** What a person may ask for: `auto` takes the best device that works. */
export const devicePreferences = ['auto', ...executionProviders] as const

export type DevicePreference = (typeof devicePreferences)[number]
