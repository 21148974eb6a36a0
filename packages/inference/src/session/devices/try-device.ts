import { deviceProbeGraph } from '@trialogue/onnx'
import { openDeviceMemory } from '../runtime-library/device-memory.ts'
import { openNativeSession } from '../runtime-library/native-session.ts'
import { createNativeTensor } from '../runtime-library/native-tensor.ts'
import { openRuntimeLibrary, type RuntimeLibrary } from '../runtime-library/runtime-library.ts'
import type { DeviceProvider, ExecutionProvider } from './execution-provider.ts'

const SIZE = 64

/** The results are shares of a row, from 0 to 1. */
const TOLERANCE = 1e-3

/**
 * Runs a small graph on a device and compares with the CPU. Throws an Error with ONNX Runtime's message, or saying by how
 * much the results differ. A driver may end the process instead.
 */
export async function tryDevice(executionProvider: DeviceProvider): Promise<void> {
  const runtime = await openRuntimeLibrary()
  const expected = await compute(runtime, 'cpu')
  const actual = await compute(runtime, executionProvider)
  const differences = expected.map((value, index) => Math.abs(value - (actual[index] ?? Number.NaN)))
  const worst = differences.reduce((largest, difference) =>
    difference <= largest ? largest : Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference,
  )
  if (worst > TOLERANCE)
    throw new Error(`Its results differ by ${worst.toPrecision(2)} from those of the CPU.`)
}

async function compute(runtime: RuntimeLibrary, executionProvider: ExecutionProvider): Promise<Float32Array> {
  const session = await openNativeSession(runtime, deviceProbeGraph(SIZE), { threads: 1, executionProvider })
  try {
    // The CPU does what a device leaves over, which here would be everything.
    if (executionProvider !== 'cpu') openDeviceMemory(runtime, session, ['a']).dispose()
    const tensors = ['a', 'b', 'y'].map((name, index) => {
      const memory = numbers(index)
      return { name, memory, tensor: createNativeTensor(runtime, memory, 'float32', [SIZE, SIZE]) }
    })
    await session.run(tensors.slice(0, 2), tensors.slice(2), 'aside')
    for (const { tensor } of tensors) tensor.release()
    return tensors[2]?.memory ?? new Float32Array()
  } finally {
    await session.dispose()
  }
}

/** Different for each `seed`, between −1 and 1. */
function numbers(seed: number): Float32Array<ArrayBuffer> {
  const values = new Float32Array(new ArrayBuffer(SIZE * SIZE * 4))
  return values.map((_, index) => Math.sin((seed + 1) * (index + 1)))
}
