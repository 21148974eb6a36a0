/** How a model is loaded. */
export interface RunnerOptions {
  /** Threads that compute one operation together. */
  readonly threads: number
  readonly slotCount: number
  /** Tokens that one slot can hold. */
  readonly slotLength: number
  /**
   * Where to keep models as they are laid out for this machine: sessions of one model then share its memory, and it
   * loads sooner. Absent: nothing is kept.
   */
  readonly cacheFolder?: string
  /** Models whose files are smaller are not kept. Defaults to 32 MiB. */
  readonly cacheFromBytes?: number
}
