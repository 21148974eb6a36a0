/** Which of a prefill's logits are wanted. */
export type WantedLogits = 'none' | 'last' | 'all'

/** One row of a decode step: the token to read behind the slot's first `start` tokens. */
export interface DecodeRow {
  readonly start: number
  readonly tokenId: number
}

/**
 * A loaded model and the KV cache of a fixed number of slots, one sequence each. It hides ONNX Runtime, the memory of
 * the cache and the device, and knows no requests. One call at a time.
 */
export interface SlotRunner {
  /** ONNX Runtime's device backend: `cpu`, … */
  readonly executionProvider: string
  /** `in-place`: a step costs what its context costs. `plain`: a step copies the cache, but works with every graph. */
  readonly cachePath: 'in-place' | 'plain'
  /** Why the plain path was taken, for people to read; null on the fast one. */
  readonly plainReason: string | null
  readonly slotCount: number
  /** Tokens that one slot can hold. */
  readonly slotLength: number
  readonly vocabularySize: number
  /**
   * Reads tokens into a slot behind its first `start` tokens; what the slot held from there on is forgotten. Gives the
   * wanted logits [rows * vocabulary], valid until the next call. Throws GENERATION_FAILED or OUT_OF_MEMORY.
   */
  prefill(
    slot: number,
    start: number,
    tokenIds: readonly number[],
    wanted: WantedLogits,
  ): Promise<Float32Array>
  /**
   * Reads one token into each of the slots 0 … rows.length − 1. Gives logits [rows * vocabulary], valid until the next
   * call. Throws as `prefill` does.
   */
  decode(rows: readonly DecodeRow[]): Promise<Float32Array>
  /** Copies the first `length` tokens of a slot over another's. */
  copySlot(from: number, to: number, length: number): void
  /** Exchanges two slots, of which only the first `length` tokens matter: the longer of both. */
  swapSlots(a: number, b: number, length: number): void
  /**
   * Makes the call under way reject soon, where the runtime can, with GENERATION_FAILED and the detail
   * `interrupted: true`. What its slots held before the call stays.
   */
  interrupt(): void
  dispose(): Promise<void>
}
