/** Slots of a KV cache; `slotLength` is in tokens. */
export interface SlotPlan {
  readonly slotCount: number
  readonly slotLength: number
}

export interface SlotBudget {
  /** What is wanted where memory is no matter. */
  readonly slotCount: number
  readonly contextLength: number
  /** Keys and values of one token. */
  readonly bytesPerToken: number
  /** Free memory of this machine, or what is left to this process where that is less. */
  readonly freeBytes: number
}

/** Several models, their weights and the server share the machine: one cache takes no more than this of what is free. */
const SHARE = 0.25
/** Enough for most prompts: longer slots give way to more of them. */
const COMFORTABLE_LENGTH = 8_192
/** Shorter than this a model is of no use; where even that does not fit, the runtime says so. */
const LEAST_LENGTH = 512

/**
 * How many slots of which length a quarter of the free memory holds. Too little of it first shortens the slots to 8,192
 * tokens, then takes slots away, and only then shortens the one that is left, to no less than 512 tokens.
 */
export function planSlots({ slotCount, contextLength, bytesPerToken, freeBytes }: SlotBudget): SlotPlan {
  const tokens = Math.floor((freeBytes * SHARE) / bytesPerToken)
  const fairLength = Math.max(Math.floor(tokens / slotCount), COMFORTABLE_LENGTH)
  const count = Math.min(slotCount, Math.floor(tokens / Math.min(contextLength, fairLength)))
  const length = Math.floor(tokens / Math.max(1, count))
  return {
    slotCount: Math.max(1, count),
    slotLength: Math.min(contextLength, Math.max(length, LEAST_LENGTH)),
  }
}
