import type { DecoderGraph } from './decoder-graph.ts'
import type { ExecutionProvider } from './devices/execution-provider.ts'
import type { InPlaceCache } from './in-place-cache.ts'
import { createLogitsBuffer } from './logits-buffer.ts'
import type { Binding, NativeSession } from './runtime-library/native-session.ts'
import { createNativeTensor } from './runtime-library/native-tensor.ts'
import type { RuntimeLibrary } from './runtime-library/runtime-library.ts'
import type { WantedLogits } from './slot-runner.ts'
import { type StepRow, stepInputs } from './step-inputs.ts'

/** A loaded graph, and the cache that its runs read and write. */
export interface InPlaceParts {
  readonly runtime: RuntimeLibrary
  readonly session: NativeSession
  readonly graph: DecoderGraph
  readonly cache: InPlaceCache
  readonly executionProvider: ExecutionProvider
}

/** Reads rows of equal length into the slots from `first` on, in one run. The logits are valid until the next one. */
export type InPlaceStep = (
  first: number,
  rows: readonly StepRow[],
  wanted: WantedLogits,
) => Promise<Float32Array>

/**
 * Steps that take no longer are computed on the event loop's thread: waking another one and being woken by it costs
 * more than it brings, above all where other models keep the cores busy.
 */
const SHORT_STEP_MS = 20

export function createInPlaceStep(
  { runtime, session, graph, cache, executionProvider }: InPlaceParts,
  vocabularySize: number,
): InPlaceStep {
  const logitsBuffer = createLogitsBuffer(runtime, graph, vocabularySize)
  /** How long the last decode step of each number of rows took. */
  const decodeMs: number[] = []
  const run = async (inputs: readonly Binding[], outputs: readonly Binding[], rows: readonly StepRow[]) => {
    const isPrefill = rows.some(({ tokenIds }) => tokenIds.length > 1)
    if (isPrefill || executionProvider !== 'cpu') return session.run(inputs, outputs, 'aside')
    const isShort = (decodeMs[rows.length] ?? SHORT_STEP_MS) < SHORT_STEP_MS
    const startedAt = performance.now()
    await session.run(inputs, outputs, isShort ? 'here' : 'aside')
    decodeMs[rows.length] = performance.now() - startedAt
  }
  return async (first, rows, wanted) => {
    const view = cache.view(first, rows.length)
    // Without waiting where there is nothing to wait for: the run begins with the call, and can be interrupted.
    const { past, present } = view instanceof Promise ? await view : view
    const inputs = stepInputs(graph, rows, wanted).map(({ name, type, data, dims }) => ({
      name,
      tensor: createNativeTensor(runtime, data, type, dims),
    }))
    const length = rows[0]?.tokenIds.length ?? 0
    const logits = wanted === 'none' ? null : logitsBuffer.take(rows.length, length, wanted)
    const outputs = logits === null ? present : [...present, { name: 'logits', tensor: logits.tensor }]
    try {
      await run([...inputs, ...past], outputs, rows)
    } finally {
      for (const { tensor } of inputs) tensor.release()
      logits?.tensor.release()
    }
    return logits?.read() ?? new Float32Array()
  }
}
