import type { ModelFolder } from '../model-folder.ts'
import { openPlainRunner } from './plain-runner.ts'
import type { SlotRunner } from './slot-runner.ts'

export interface RunnerOptions {
  /** Threads that compute one operation together. */
  readonly threads: number
  readonly slotCount: number
  /** Tokens that one slot can hold. */
  readonly slotLength: number
}

/** Loads a decoder. Throws MODEL_LOAD_FAILED, or OUT_OF_MEMORY. */
export async function openSlotRunner(model: ModelFolder, options: RunnerOptions): Promise<SlotRunner> {
  const reason = 'The cache cannot be written in place yet.'
  return openPlainRunner(model.graphPath, { ...options, reason })
}
