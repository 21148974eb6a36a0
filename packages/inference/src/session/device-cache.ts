import { copyGraph } from '@trialogue/onnx'
import type { CacheShape } from './decoder-graph.ts'
import type { ExecutionProvider } from './devices/execution-provider.ts'
import type { InPlaceCache } from './in-place-cache.ts'
import { openDeviceMemory } from './runtime-library/device-memory.ts'
import { type NativeSession, openNativeSession } from './runtime-library/native-session.ts'
import type { NativeTensor } from './runtime-library/native-tensor.ts'
import type { RuntimeLibrary } from './runtime-library/runtime-library.ts'

export interface DeviceCacheOptions {
  readonly executionProvider: ExecutionProvider
  readonly slotCount: number
  readonly slotLength: number
}

/** One tensor [1, heads, slotLength, headSize] for each part of the graph's cache. */
type Slot = readonly NativeTensor[]

/**
 * Keys and values that never leave the device. Its memory cannot be looked into or cut in pieces, so that every slot is
 * on its own: slots are exchanged by name, copied as a whole by a graph, and read into one after the other.
 * Throws an Error with ONNX Runtime's message.
 */
export async function createDeviceCache(
  runtime: RuntimeLibrary,
  session: NativeSession,
  shapes: readonly CacheShape[],
  { executionProvider, slotCount, slotLength }: DeviceCacheOptions,
): Promise<InPlaceCache> {
  const names = shapes.map(({ name }) => `past_key_values.${name}`)
  const memory = openDeviceMemory(runtime, session, names)
  const tensors: NativeTensor[] = []
  const allocate = ({ type, heads, headSize }: CacheShape): NativeTensor => {
    const tensor = memory.allocate(type, [1, heads, slotLength, headSize])
    tensors.push(tensor)
    return tensor
  }
  const release = () => {
    for (const tensor of tensors) tensor.release()
    memory.dispose()
  }
  try {
    const slots = Array.from({ length: slotCount }, (): Slot => shapes.map(allocate))
    const copying = await openCopying(runtime, shapes, executionProvider)
    return createCache(shapes, slots, copying, release)
  } catch (thrown) {
    release()
    throw thrown
  }
}

function openCopying(
  runtime: RuntimeLibrary,
  shapes: readonly CacheShape[],
  executionProvider: ExecutionProvider,
): Promise<NativeSession> {
  const tensors = shapes.map(({ name, type }) => ({
    name,
    type,
    shape: ['slots', 'heads', 'tokens', 'size'],
  }))
  return openNativeSession(runtime, copyGraph(tensors), { threads: 1, executionProvider })
}

function createCache(
  shapes: readonly CacheShape[],
  initialSlots: readonly Slot[],
  copying: NativeSession,
  release: () => void,
): InPlaceCache {
  const slots = [...initialSlots]
  /** Ends with the copies that were asked for. After one that failed nobody knows what the slots hold: no run follows. */
  let copies: Promise<void> = Promise.resolve()
  const slotAt = (index: number): Slot => slots[index] ?? []
  const named = (prefix: string, slot: Slot) =>
    slot.map((tensor, index) => ({ name: `${prefix}${shapes[index]?.name}`, tensor }))
  return {
    rowsPerRun: 1,
    async view(first) {
      await copies
      const slot = slotAt(first)
      return { past: named('past_key_values.', slot), present: named('present.', slot) }
    },
    copy(from, to) {
      if (from === to) return
      const [source, target] = [slotAt(from), slotAt(to)]
      copies = copies.then(() => copying.run(named('from.', source), named('to.', target), 'aside'))
      // It is told where the slots are read.
      copies.catch(() => {})
    },
    swap(a, b) {
      const kept = slotAt(a)
      slots[a] = slotAt(b)
      slots[b] = kept
    },
    async dispose() {
      await copies.catch(() => {})
      await copying.dispose()
      release()
    },
  }
}
