import type { Pointer } from './runtime-functions.ts'
import type { RuntimeLibrary } from './runtime-library.ts'

/** ONNX's numbers of element types: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
const elementTypes = { float32: 1, int32: 6, int64: 7, float16: 10 } as const

export type ElementType = keyof typeof elementTypes

/** The name of an element type; null for one that no decoder needs. */
export function elementTypeName(number: number): ElementType | null {
  switch (number) {
    case elementTypes.float32:
      return 'float32'
    case elementTypes.int32:
      return 'int32'
    case elementTypes.int64:
      return 'int64'
    case elementTypes.float16:
      return 'float16'
    default:
      return null
  }
}

/** Memory that ONNX Runtime reads and writes in place: ours, or a device's. */
export interface NativeTensor {
  readonly handle: Pointer
  /** Held here as long as the tensor is, because native code knows only the address. Null for memory of a device. */
  readonly memory: NodeJS.ArrayBufferView | null
  release(): void
}

/** `memory` must be a view of an ArrayBuffer that was made as such: others move. */
export function createNativeTensor(
  runtime: RuntimeLibrary,
  memory: NodeJS.ArrayBufferView<ArrayBuffer>,
  type: ElementType,
  dims: readonly number[],
): NativeTensor {
  const handle = runtime.callForPointer(
    'createTensorWithDataAsOrtValue',
    cpuMemoryOf(runtime),
    memory,
    memory.byteLength,
    sizes(dims),
    dims.length,
    elementTypes[type],
  )
  return { handle, memory, release: () => runtime.release('releaseValue', handle) }
}

/** A tensor in memory that an allocator of ONNX Runtime's has given, on a device for one. */
export function allocateTensor(
  runtime: RuntimeLibrary,
  allocator: Pointer,
  type: ElementType,
  dims: readonly number[],
): NativeTensor {
  const handle = runtime.callForPointer(
    'createTensorAsOrtValue',
    allocator,
    sizes(dims),
    dims.length,
    elementTypes[type],
  )
  return { handle, memory: null, release: () => runtime.release('releaseValue', handle) }
}

function sizes(dims: readonly number[]): BigInt64Array<ArrayBuffer> {
  const shape = new BigInt64Array(new ArrayBuffer(Math.max(1, dims.length) * 8))
  dims.forEach((size, axis) => {
    shape[axis] = BigInt(size)
  })
  return shape
}

const cpuMemory = new WeakMap<RuntimeLibrary, Pointer>()

/** Says that memory lies where the processor sees it. One for all tensors, as long as the library is open. */
function cpuMemoryOf(runtime: RuntimeLibrary): Pointer {
  const known = cpuMemory.get(runtime)
  if (known !== undefined) return known
  // OrtArenaAllocator and OrtMemTypeDefault.
  const created = runtime.callForPointer('createCpuMemoryInfo', 1, 0)
  cpuMemory.set(runtime, created)
  return created
}
