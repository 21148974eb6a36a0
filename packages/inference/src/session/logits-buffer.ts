import type { DecoderGraph, FloatType } from './decoder-graph.ts'
import { widenHalf } from './half-precision.ts'
import { createNativeTensor, type NativeTensor } from './runtime-library/native-tensor.ts'
import type { RuntimeLibrary } from './runtime-library/runtime-library.ts'
import type { WantedLogits } from './slot-runner.ts'
import { logitRowCount } from './step-inputs.ts'

type Logits = {
  readonly tensor: NativeTensor
  /** The wanted rows, once they have been written. */
  read(): Float32Array
}

/** Memory for the logits of one run, used again by the next one. */
export function createLogitsBuffer(runtime: RuntimeLibrary, graph: DecoderGraph, vocabularySize: number) {
  const elementBytes = graph.logitsType === 'float16' ? 2 : 4
  let memory = new ArrayBuffer(0)
  return {
    take(rows: number, length: number, wanted: WantedLogits): Logits {
      const given = logitRowCount(graph, rows, length, wanted)
      const byteCount = given * vocabularySize * elementBytes
      if (memory.byteLength < byteCount) memory = new ArrayBuffer(byteCount)
      const dims = graph.layout === 'slots' ? [given] : [rows, given / rows]
      const view = new Uint8Array(memory, 0, byteCount)
      const tensor = createNativeTensor(runtime, view, graph.logitsType, [...dims, vocabularySize])
      const count = wanted === 'all' ? given : rows
      return { tensor, read: () => lastNumbers(view, graph.logitsType, count * vocabularySize) }
    },
  }
}

/** Of one sequence the last rows of logits are the wanted ones; of several there is one row each. */
function lastNumbers(bytes: Uint8Array<ArrayBuffer>, type: FloatType, count: number): Float32Array {
  if (type === 'float32') return new Float32Array(bytes.buffer, bytes.byteLength - count * 4, count)
  const half = new Uint16Array(bytes.buffer, bytes.byteLength - count * 2, count)
  return widenHalf(half, new Float32Array(count))
}
