import { floorToChunk } from './chunk.ts'
import type { Slot } from './slot-table.ts'

/** What a sequence begins with, and what it may take over from others. */
export interface Beginning {
  readonly tokenIds: readonly number[]
  /** Takes over only what comes out the same bit for bit, whatever else runs. */
  readonly isExact: boolean
  /**
   * The logits after this token and all that follow it are told, so only what is before it is taken over. As many as
   * there are tokens: none are told.
   */
  readonly logitsFrom: number
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
export function reusableLength({ tokenIds, isExact, logitsFrom }: Beginning, held: Held): number {
  const common = Math.min(commonLength(tokenIds, held.tokenIds), tokenIds.length - 1, logitsFrom)
  return isExact ? floorToChunk(Math.min(common, held.exactLength)) : common
}

/** What a slot will hold when the beginning that is read into it now has been read. */
export function heldWhenRead({ tokenIds }: Beginning, slot: Slot): Held {
  const isExactSoFar = slot.exactLength === slot.tokenIds.length
  return { tokenIds, exactLength: isExactSoFar ? floorToChunk(tokenIds.length) : slot.exactLength }
}
