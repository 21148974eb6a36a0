/** An address in memory; 0n points nowhere. */
export type Pointer = bigint

/**
 * What an argument is in C and in TypeScript. A view passes the address of its contents, which must lie in an
 * ArrayBuffer made as such: the contents of a short typed array made on its own move.
 */
interface ArgumentTypes {
  int: number
  uint32_t: number
  size_t: number
  str: string
  /** A path as this platform's ONNX Runtime takes it. */
  path: string
  /** An array of C strings, which native code copies. */
  'const char **': readonly string[]
  'void *': Pointer | NodeJS.ArrayBufferView | null
}

type Signature = readonly [index: number, ...argumentTypes: (keyof ArgumentTypes)[]]

/**
 * ONNX Runtime's C API as far as it is needed: the place of a function in the table `OrtApi`, and its arguments. The
 * table only ever grows at its end. All of these were there in version 23 (ONNX Runtime 1.23, 2025).
 * https://github.com/microsoft/onnxruntime/blob/main/include/onnxruntime/core/session/onnxruntime_c_api.h
 */
export const statusFunctions = {
  createEnv: [3, 'int', 'str', 'void *'],
  createSession: [7, 'void *', 'path', 'void *', 'void *'],
  createSessionFromArray: [8, 'void *', 'void *', 'size_t', 'void *', 'void *'],
  run: [9, 'void *', 'void *', 'void *', 'void *', 'size_t', 'void *', 'size_t', 'void *'],
  createSessionOptions: [10, 'void *'],
  setSessionLogSeverityLevel: [22, 'void *', 'int'],
  setSessionGraphOptimizationLevel: [23, 'void *', 'int'],
  setIntraOpNumThreads: [24, 'void *', 'int'],
  setInterOpNumThreads: [25, 'void *', 'int'],
  sessionGetInputCount: [30, 'void *', 'void *'],
  sessionGetOutputCount: [31, 'void *', 'void *'],
  sessionGetInputTypeInfo: [33, 'void *', 'size_t', 'void *'],
  sessionGetOutputTypeInfo: [34, 'void *', 'size_t', 'void *'],
  sessionGetInputName: [36, 'void *', 'size_t', 'void *', 'void *'],
  sessionGetOutputName: [37, 'void *', 'size_t', 'void *', 'void *'],
  createRunOptions: [39, 'void *'],
  runOptionsSetRunLogSeverityLevel: [41, 'void *', 'int'],
  runOptionsSetTerminate: [46, 'void *'],
  runOptionsUnsetTerminate: [47, 'void *'],
  createTensorAsOrtValue: [48, 'void *', 'void *', 'size_t', 'int', 'void *'],
  createTensorWithDataAsOrtValue: [49, 'void *', 'void *', 'size_t', 'void *', 'size_t', 'int', 'void *'],
  castTypeInfoToTensorInfo: [55, 'void *', 'void *'],
  getTensorElementType: [60, 'void *', 'void *'],
  getDimensionsCount: [61, 'void *', 'void *'],
  getDimensions: [62, 'void *', 'void *', 'size_t'],
  createCpuMemoryInfo: [69, 'int', 'int', 'void *'],
  memoryInfoGetName: [71, 'void *', 'void *'],
  allocatorFree: [76, 'void *', 'void *'],
  getAllocatorWithDefaultOptions: [78, 'void *'],
  addSessionConfigEntry: [130, 'void *', 'str', 'str'],
  createAllocator: [131, 'void *', 'void *', 'void *'],
  appendCudaExecutionProvider: [204, 'void *', 'void *'],
  createCudaProviderOptions: [205, 'void *'],
  updateCudaProviderOptions: [206, 'void *', 'const char **', 'const char **', 'size_t'],
  appendExecutionProvider: [216, 'void *', 'str', 'const char **', 'const char **', 'size_t'],
  sessionGetMemoryInfoForInputs: [380, 'void *', 'void *', 'size_t'],
} as const satisfies Record<string, Signature>

/** They take what they release and give nothing. */
export const releaseFunctions = {
  releaseStatus: 93,
  releaseSession: 95,
  releaseValue: 96,
  releaseRunOptions: 97,
  releaseTypeInfo: 98,
  releaseSessionOptions: 100,
  releaseAllocator: 132,
  releaseCudaProviderOptions: 208,
} as const

/** `const char *GetErrorMessage(const OrtStatus *)` */
export const getErrorMessageIndex = 2

export type StatusFunction = keyof typeof statusFunctions
export type ReleaseFunction = keyof typeof releaseFunctions

type ArgumentsOf<S> = S extends readonly [number, ...infer Types extends (keyof ArgumentTypes)[]]
  ? { -readonly [K in keyof Types]: ArgumentTypes[Types[K]] }
  : never

/** What a function of the table takes. */
export type FunctionArguments<N extends StatusFunction> = ArgumentsOf<(typeof statusFunctions)[N]>
