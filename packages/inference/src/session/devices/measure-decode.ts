import type { SlotRunner } from '../slot-runner.ts'

/** Tokens that a slot holds when it is measured. */
const CONTEXT = 16
const WARM_UP = 2
const MEASURED = 5

/** Milliseconds of one token where every slot is written to, the best of a few steps. What the slots held is gone. */
export async function measureDecodeMs(runner: SlotRunner): Promise<number> {
  const slots = [...Array(runner.slotCount).keys()]
  const context = Array.from({ length: CONTEXT }, (_, index) => index % runner.vocabularySize)
  for (const slot of slots) await runner.prefill(slot, 0, context, 'none')
  let best = Number.POSITIVE_INFINITY
  for (let step = 0; step < WARM_UP + MEASURED; step++) {
    const startedAt = performance.now()
    await runner.decode(slots.map(() => ({ start: CONTEXT, tokenId: 1 % runner.vocabularySize })))
    if (step >= WARM_UP) best = Math.min(best, performance.now() - startedAt)
  }
  return best / slots.length
}
