import type { ExecutionProvider } from '../devices/execution-provider.ts'
import type { Pointer } from './runtime-functions.ts'
import type { RuntimeLibrary } from './runtime-library.ts'

export interface NativeSessionOptions {
  /** Threads that compute one operation together. */
  readonly threads: number
  /** Computes what it can; the CPU does the rest. Defaults to the CPU alone. */
  readonly executionProvider?: ExecutionProvider
}

/** ONNX Runtime's levels of log messages. */
export const logLevels = { error: 3, fatal: 4 } as const
const ALL_OPTIMIZATIONS = 99

/**
 * Between the operators of a step the threads wait awake, but for a moment only: waking costs a sixth of a step, and
 * threads that wait long without sleeping take the cores from the other models.
 */
const configuration = {
  'session.intra_op.allow_spinning': '1',
  'session.intra_op.spin_duration_us': '10',
  'session.inter_op.allow_spinning': '0',
} as const

/** Release it when the session has been created. Throws an Error with ONNX Runtime's message. */
export function createSessionOptions(
  runtime: RuntimeLibrary,
  { threads, executionProvider = 'cpu' }: NativeSessionOptions,
): Pointer {
  const handle = runtime.callForPointer('createSessionOptions')
  try {
    runtime.call('setIntraOpNumThreads', handle, threads)
    runtime.call('setInterOpNumThreads', handle, 1)
    runtime.call('setSessionGraphOptimizationLevel', handle, ALL_OPTIMIZATIONS)
    runtime.call('setSessionLogSeverityLevel', handle, logLevels.error)
    for (const [key, value] of Object.entries(configuration)) {
      runtime.call('addSessionConfigEntry', handle, key, value)
    }
    appendExecutionProvider[executionProvider](runtime, handle)
    return handle
  } catch (thrown) {
    runtime.release('releaseSessionOptions', handle)
    throw thrown
  }
}

/**
 * Products of single-precision numbers with all their bits, not with the 10 that tensor cores take by default: what
 * comes out shall not depend on the device more than it must.
 * https://onnxruntime.ai/docs/execution-providers/CUDA-ExecutionProvider.html
 */
const cudaSettings = { use_tf32: '0' } as const

const appendExecutionProvider: Readonly<
  Record<ExecutionProvider, (runtime: RuntimeLibrary, sessionOptions: Pointer) => void>
> = {
  cpu() {},
  webgpu(runtime, sessionOptions) {
    runtime.call('appendExecutionProvider', sessionOptions, 'WebGPU', [], [], 0)
  },
  cuda(runtime, sessionOptions) {
    const settings = runtime.callForPointer('createCudaProviderOptions')
    try {
      const [keys, values] = [Object.keys(cudaSettings), Object.values(cudaSettings)]
      runtime.call('updateCudaProviderOptions', settings, keys, values, keys.length)
      runtime.call('appendCudaExecutionProvider', sessionOptions, settings)
    } finally {
      runtime.release('releaseCudaProviderOptions', settings)
    }
  },
}
