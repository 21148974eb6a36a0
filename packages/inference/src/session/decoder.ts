/** A loaded model: continues any number of sequences of tokens, one step at a time. */
export interface Decoder {
  /** ONNX Runtime's device backend: `cpu`, … */
  readonly executionProvider: string
  open(): Sequence
  dispose(): Promise<void>
}

/** One sequence and the keys and values that the model keeps for it. */
export interface Sequence {
  /** Tokens appended so far. */
  readonly length: number
  /**
   * Reads one or more tokens and gives the logits [vocabulary] after the last of them. The event loop turns before the
   * work, but not during it: keep long inputs in chunks. Throws GENERATION_FAILED or OUT_OF_MEMORY.
   */
  append(tokenIds: readonly number[]): Promise<Float32Array>
}
