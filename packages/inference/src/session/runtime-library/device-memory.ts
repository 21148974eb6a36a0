import type { NativeSession } from './native-session.ts'
import { allocateTensor, type ElementType, type NativeTensor } from './native-tensor.ts'
import type { RuntimeLibrary } from './runtime-library.ts'

/** Memory of the device that a session runs on. */
export interface DeviceMemory {
  allocate(type: ElementType, dims: readonly number[]): NativeTensor
  /** Only after everything that was allocated has been released. */
  dispose(): void
}

/**
 * The memory in which a session wants these inputs. Throws an Error with ONNX Runtime's message, and for inputs that it
 * wants in the memory of the CPU: they would be copied there and back at each run.
 */
export function openDeviceMemory(
  runtime: RuntimeLibrary,
  session: NativeSession,
  inputNames: readonly string[],
): DeviceMemory {
  const { inputs } = session
  const infos = new BigUint64Array(new ArrayBuffer(inputs.length * 8))
  runtime.call('sessionGetMemoryInfoForInputs', session.handle, infos, inputs.length)
  const wanted = inputs.flatMap(({ name }, index) => (inputNames.includes(name) ? [infos[index] ?? 0n] : []))
  const names = wanted.map((info) => runtime.readText(runtime.callForPointer('memoryInfoGetName', info)))
  const [first] = wanted
  if (first === undefined || names.includes('Cpu')) {
    throw new Error('The device does not compute this graph, or not in its precision.')
  }
  const allocator = runtime.callForPointer('createAllocator', session.handle, first)
  return {
    allocate: (type, dims) => allocateTensor(runtime, allocator, type, dims),
    dispose: () => runtime.release('releaseAllocator', allocator),
  }
}
