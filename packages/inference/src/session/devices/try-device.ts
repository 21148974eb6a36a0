import { deviceProbeGraph } from '@trialogue/onnx'
import { openDeviceMemory } from '../runtime-library/device-memory.ts'
import { openNativeSession } from '../runtime-library/native-session.ts'
import { createNativeTensor } from '../runtime-library/native-tensor.ts'
import type { RuntimeLibrary } from '../runtime-library/runtime-library.ts'
import type { ExecutionProvider } from './execution-provider.ts'

/** Rows and columns: enough work for a time to mean something, little enough for any machine. */
const SIZE = 256
const RUNS = 4

/** Single precision added in another order differs by far less, wrong results by far more. */
const TOLERANCE = 1e-3

interface Trial {
  /** Milliseconds of a run, numbers brought there and back: the quickest of a few. */
  readonly runMs: number
  /** The largest one, in units of the root mean square of what is expected. */
  readonly difference: number
  /** Why it cannot be trusted; null where it can. */
  readonly reason: string | null
}

/**
 * Runs a small graph on an execution provider and compares with plain arithmetic. Throws an Error with ONNX Runtime's
 * message where nothing is computed. A driver may end the process instead.
 */
export async function tryDevice(
  runtime: RuntimeLibrary,
  executionProvider: ExecutionProvider,
): Promise<Trial> {
  const { actual, runMs } = await compute(runtime, executionProvider)
  const difference = differenceOf(expectedResult(), actual)
  const reason =
    difference <= TOLERANCE ? null : `Its results are off by ${difference.toPrecision(2)} of their size.`
  return { runMs, difference, reason }
}

async function compute(runtime: RuntimeLibrary, executionProvider: ExecutionProvider) {
  const session = await openNativeSession(runtime, deviceProbeGraph(SIZE), { threads: 1, executionProvider })
  try {
    // The CPU does what a device leaves over, which here would be everything.
    if (executionProvider !== 'cpu') openDeviceMemory(runtime, session, ['a']).dispose()
    const result = matrix(() => 0)
    const tensors = Object.entries({ a: matrix(valueOfA), b: matrix(valueOfB), y: result }).map(
      ([name, memory]) => ({ name, tensor: createNativeTensor(runtime, memory, 'float32', [SIZE, SIZE]) }),
    )
    let runMs = Number.POSITIVE_INFINITY
    for (let run = 0; run < RUNS; run++) {
      const startedAt = performance.now()
      await session.run(tensors.slice(0, 2), tensors.slice(2), 'aside')
      runMs = Math.min(runMs, performance.now() - startedAt)
    }
    for (const { tensor } of tensors) tensor.release()
    return { actual: result, runMs }
  } finally {
    await session.dispose()
  }
}

/** Without a pattern, between −1 and 1. */
const valueOfA = (index: number) => Math.sin(index + 1)
const valueOfB = (index: number) => Math.sin(2 * (index + 1)) / 4

function matrix(value: (index: number) => number): Float32Array<ArrayBuffer> {
  return new Float32Array(new ArrayBuffer(SIZE * SIZE * 4)).map((_, index) => value(index))
}

/** The softmax of the rows of a × b. */
function expectedResult(): Float64Array {
  const [a, b] = [matrix(valueOfA), matrix(valueOfB)]
  const result = new Float64Array(SIZE * SIZE)
  for (let start = 0; start < result.length; start += SIZE) {
    const row = result.subarray(start, start + SIZE)
    for (let inner = 0; inner < SIZE; inner++) {
      const factor = a[start + inner] ?? 0
      for (let column = 0; column < SIZE; column++) {
        row[column] = (row[column] ?? 0) + factor * (b[inner * SIZE + column] ?? 0)
      }
    }
    const largest = Math.max(...row)
    row.set(row.map((score) => Math.exp(score - largest)))
    const sum = row.reduce((total, share) => total + share, 0)
    row.set(row.map((share) => share / sum))
  }
  return result
}

function differenceOf(expected: Float64Array, actual: Float32Array): number {
  const meanSquare = expected.reduce((sum, value) => sum + value * value, 0) / expected.length
  const worst = expected.reduce((largest, value, index) => {
    const difference = Math.abs(value - (actual[index] ?? Number.NaN))
    return difference >= 0 ? Math.max(largest, difference) : Number.POSITIVE_INFINITY
  }, 0)
  return worst / Math.sqrt(meanSquare)
}
