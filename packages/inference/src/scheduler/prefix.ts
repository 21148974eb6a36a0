import { floorToChunk } from './chunk.ts'
import type { Slot } from './slot-table.ts'

/** What a sequence begins with, and what it may take over from others. */
export interface Beginning {
  readonly tokenIds: readonly number[]
  /** Takes over only what comes out the same bit for bit, whatever else runs. */
  readonly isExact: boolean
  /** Needs the logits of all its tokens, so it takes over nothing. */
  readonly wantsAllLogits: boolean
}

type Held = Pick<Slot, 'tokenIds' | 'exactLength'>

/** How many tokens two lists begin with in common. */
function commonLength(a: readonly number[], b: readonly number[]): number {
  const limit = Math.min(a.length, b.length)
  let length = 0
  while (length < limit && a[length] === b[length]) length++
  return length
}

/** How many tokens need not be read again where these are held; never all, since the last one gives the logits. */
export function reusableLength({ tokenIds, isExact, wantsAllLogits }: Beginning, held: Held): number {
  if (wantsAllLogits) return 0
  const common = Math.min(commonLength(tokenIds, held.tokenIds), tokenIds.length - 1)
  return isExact ? floorToChunk(Math.min(common, held.exactLength)) : common
}

/** What a slot will hold when the beginning that is read into it now has been read. */
export function heldWhenRead({ tokenIds }: Beginning, slot: Slot): Held {
  const isExactSoFar = slot.exactLength === slot.tokenIds.length
  return { tokenIds, exactLength: isExactSoFar ? floorToChunk(tokenIds.length) : slot.exactLength }
}
