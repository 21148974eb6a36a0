import { type Beginning, heldWhenRead, reusableLength } from './prefix.ts'
import type { Slot } from './slot-table.ts'

/** What may be lost of a slot to save the copy, as a share of what is taken over. */
const LITTLE = 0.25

/** Where a sequence goes: into `target`, with the first `length` tokens of `source`, which may be the same slot. */
export interface Admission {
  readonly source: Slot
  readonly target: Slot
  readonly length: number
}

/**
 * The slot with the most to take over wins. It is used itself if it is retired and would lose little; otherwise its
 * beginning is copied over the retired slot that was used longest ago. Null when no slot is retired.
 */
export function chooseSlot(beginning: Beginning, slots: readonly Slot[]): Admission | null {
  const oldest = least(slots, ({ isLive, lastUse }) => (isLive ? Number.POSITIVE_INFINITY : lastUse))
  if (oldest === undefined || oldest.isLive) return null
  // Of equals the retired one: it may be used as it is.
  const gainOf = (slot: Slot) => reusableLength(beginning, slot) + (slot.isLive ? 0 : 0.5)
  const source = least(slots, (slot) => -gainOf(slot)) ?? oldest
  const length = reusableLength(beginning, source)
  const canContinue = !source.isLive && source.tokenIds.length - length <= length * LITTLE
  return { source, target: canContinue ? source : oldest, length }
}

/**
 * Whether a sequence should rather wait: another one that is being read will hold more of its beginning than any slot
 * does now. It need not wait to the end of the other's beginning, only for the part that both have in common.
 */
export function isWorthWaiting(
  beginning: Beginning,
  slots: readonly Slot[],
  reading: readonly { readonly beginning: Beginning; readonly slot: Slot }[],
): boolean {
  const now = Math.max(0, ...slots.map((slot) => reusableLength(beginning, slot)))
  return reading.some((other) => reusableLength(beginning, heldWhenRead(other.beginning, other.slot)) > now)
}

/** The first of those with the lowest value. */
function least(slots: readonly Slot[], rank: (slot: Slot) => number): Slot | undefined {
  let best: Slot | undefined
  let lowest = Number.POSITIVE_INFINITY
  for (const slot of slots) {
    const value = rank(slot)
    if (best !== undefined && value >= lowest) continue
    best = slot
    lowest = value
  }
  return best
}
