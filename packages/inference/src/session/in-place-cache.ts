import type { CacheShape } from './decoder-graph.ts'
import type { Binding } from './runtime-library/native-session.ts'
import { createNativeTensor, type NativeTensor } from './runtime-library/native-tensor.ts'
import type { RuntimeLibrary } from './runtime-library/runtime-library.ts'

/** The same memory twice: as the past that a run reads and as the present that it writes. */
interface CacheView {
  readonly past: readonly Binding[]
  readonly present: readonly Binding[]
}

/** Keys and values of all slots, in memory that ONNX Runtime updates in place. */
export interface InPlaceCache {
  /** How many slots one run can read into. */
  readonly rowsPerRun: number
  /** The slots from `first` on. Throws what went wrong with a copy into any of them. */
  view(first: number, count: number): CacheView | Promise<CacheView>
  /** The first `length` tokens of a slot over another's. */
  copy(from: number, to: number, length: number): void
  /** Exchanges the first `length` tokens of two slots. */
  swap(a: number, b: number, length: number): void
  dispose(): void | Promise<void>
}

/** Parts of the memory begin at multiples of this, as pages and vector instructions like it. */
const ALIGNMENT = 4096

/**
 * Parts [slotCount, heads, slotLength, headSize] in one piece of memory: the operating system gives one that large
 * afresh, as zeros, and only takes it out of what is free as far as it is written to.
 */
export function createInPlaceCache(
  runtime: RuntimeLibrary,
  shapes: readonly CacheShape[],
  slotCount: number,
  slotLength: number,
): InPlaceCache {
  let sizeBytes = 0
  const places = shapes.map((shape) => {
    const tokenBytes = shape.headSize * (shape.type === 'float16' ? 2 : 4)
    const headBytes = slotLength * tokenBytes
    const slotBytes = shape.heads * headBytes
    const start = sizeBytes
    sizeBytes += Math.ceil((slotCount * slotBytes) / ALIGNMENT) * ALIGNMENT
    return { shape, tokenBytes, headBytes, slotBytes, start }
  })
  const memory = new ArrayBuffer(sizeBytes)
  const parts = places.map((place) => ({
    ...place,
    bytes: new Uint8Array(memory, place.start, slotCount * place.slotBytes),
  }))
  const views = new Map<string, CacheView & { readonly tensors: readonly NativeTensor[] }>()

  const createView = (first: number, count: number) => {
    const tensors = parts.map(({ shape, slotBytes, bytes }) => {
      const dims = [count, shape.heads, slotLength, shape.headSize]
      const slots = bytes.subarray(first * slotBytes, (first + count) * slotBytes)
      return createNativeTensor(runtime, slots, shape.type, dims)
    })
    const named = (prefix: string) =>
      tensors.map((tensor, index) => ({ name: `${prefix}${parts[index]?.shape.name}`, tensor }))
    return { tensors, past: named('past_key_values.'), present: named('present.') }
  }
  /** The tokens of each head lie together: calls `move` with the places of both slots' heads, in bytes. */
  const eachHead = (
    [a, b, length]: readonly [number, number, number],
    move: (bytes: Uint8Array, a: number, b: number, byteCount: number) => void,
  ) => {
    for (const { shape, tokenBytes, headBytes, slotBytes, bytes } of parts) {
      for (let head = 0; head < shape.heads; head++) {
        const offset = head * headBytes
        move(bytes, a * slotBytes + offset, b * slotBytes + offset, length * tokenBytes)
      }
    }
  }
  return {
    rowsPerRun: slotCount,
    view(first, count) {
      const key = `${first}+${count}`
      const known = views.get(key)
      if (known !== undefined) return known
      const view = createView(first, count)
      views.set(key, view)
      return view
    },
    copy(from, to, length) {
      if (from === to) return
      eachHead([from, to, length], (bytes, source, target, count) => {
        bytes.copyWithin(target, source, source + count)
      })
    },
    swap(a, b, length) {
      if (a === b) return
      eachHead([a, b, length], (bytes, one, other, count) => {
        const kept = bytes.slice(one, one + count)
        bytes.copyWithin(one, other, other + count)
        bytes.set(kept, other)
      })
    },
    dispose() {
      for (const { tensors } of views.values()) for (const tensor of tensors) tensor.release()
      views.clear()
    },
  }
}
