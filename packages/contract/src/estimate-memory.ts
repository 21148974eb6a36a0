import { planSlots, type SlotPlan } from './plan-slots.ts'

/** What is known of a model before it is loaded, or even fetched. */
export interface MemoryDemand {
  /** Bytes of the files that hold its weights. */
  readonly weightsBytes: number
  /** How they are stored there, as `Model` has it. */
  readonly precision?: string | null
  /** Sizes of its KV cache: one key and one value of `heads` × `headSize` per layer and token; null where unknown. */
  readonly cache: { readonly layers: number; readonly heads: number; readonly headSize: number } | null
  /** Longest sequence in tokens. */
  readonly contextLength: number
  /** Generations that shall run at the same time, memory permitting. Defaults to 8. */
  readonly slotCount?: number
}

/** Bytes of memory that the process of a loaded model takes. */
export interface MemoryEstimate {
  /** As they are computed with. */
  readonly weightsBytes: number
  /** Keys and values of all slots, when they are full. */
  readonly cacheBytes: number
  /** The runtime, the tokenizer, what one step computes with. */
  readonly overheadBytes: number
  readonly totalBytes: number
  /** The slots that the estimate is for; null where the sizes of the cache are not known. */
  readonly plan: SlotPlan | null
}

/** Node.js and ONNX Runtime with the tokenizer of a small model: 160 MB measured, and what a step computes with (0023). */
const PROCESS_BYTES = 180e6
/** Of the weights: what the runtime makes of them for this processor. Measured: 0.13 for fp32 to 0.38 for q4. */
const WORKING_SHARE = 0.35
/** Where the sizes of the cache are not known. */
const UNKNOWN_CACHE_SHARE = 0.25
/** In tokens. */
const USUAL_LENGTH = 8_192

/**
 * How much memory a model takes when it is loaded with `freeBytes` to be had. The cache gets a part of what the rest
 * leaves, as loading it would plan, so that the least that a model can do with is the estimate for 0 free bytes.
 */
export function estimateMemory(demand: MemoryDemand, freeBytes: number): MemoryEstimate {
  const { cache, contextLength, slotCount = 8 } = demand
  // A processor computes with half precision in single precision.
  const weightsBytes = demand.precision === 'fp16' ? 2 * demand.weightsBytes : demand.weightsBytes
  const overheadBytes = Math.round(PROCESS_BYTES + WORKING_SHARE * weightsBytes)
  const bytesPerToken = cache === null ? 0 : cacheBytesPerToken(cache)
  const plan =
    cache === null
      ? null
      : planSlots({
          slotCount,
          contextLength,
          bytesPerToken,
          freeBytes: Math.max(0, freeBytes - weightsBytes - overheadBytes),
        })
  const cacheBytes =
    plan === null
      ? Math.round(UNKNOWN_CACHE_SHARE * weightsBytes)
      : plan.slotCount * plan.slotLength * bytesPerToken
  return {
    weightsBytes,
    cacheBytes,
    overheadBytes,
    totalBytes: weightsBytes + cacheBytes + overheadBytes,
    plan,
  }
}

/** Memory that a model takes where one text of a usual length is read and written: what people are told. */
export function usualMemoryBytes(demand: MemoryDemand): number {
  const contextLength = Math.min(demand.contextLength, USUAL_LENGTH)
  return estimateMemory({ ...demand, contextLength, slotCount: 1 }, Number.POSITIVE_INFINITY).totalBytes
}

/** Of one token's keys and values in single precision; half precision takes half of it. */
export function cacheBytesPerToken({ layers, heads, headSize }: NonNullable<MemoryDemand['cache']>): number {
  return layers * heads * headSize * 2 * Float32Array.BYTES_PER_ELEMENT
}
