import { AppError } from '@trialogue/contract'
import { CHUNK, floorToChunk } from './chunk.ts'

/** What one slot of the KV cache holds. A live slot belongs to a sequence; a retired one is kept to be begun with. */
export interface Slot {
  /** Place in the runner; changes when slots are exchanged. */
  readonly index: number
  /** The tokens whose keys and values it holds. */
  readonly tokenIds: readonly number[]
  /**
   * How many of them, a multiple of a chunk, were read in whole chunks from the beginning on: those come out the same,
   * bit for bit, whatever else runs.
   */
  readonly exactLength: number
  readonly isLive: boolean
  /** Rises with every use; the retired slot with the lowest is overwritten first. */
  readonly lastUse: number
}

/** Who holds what in a runner's slots. It only notes what the caller lets the runner do. */
export interface SlotTable {
  /** In the order of their indexes. */
  readonly slots: readonly Slot[]
  /** A slot becomes a sequence's, and keeps only its first `length` tokens. */
  take(slot: Slot, length: number): void
  /** The sequence is over; what it left stays to be begun with. */
  retire(slot: Slot): void
  /** These tokens were read, in one call, behind those it held. */
  record(slot: Slot, tokenIds: readonly number[]): void
  /** The target holds the first `length` tokens of the source from now on. */
  copy(source: Slot, target: Slot, length: number): void
  exchange(a: Slot, b: Slot): void
}

type Entry = { -readonly [Key in keyof Slot]: Slot[Key] } & { tokenIds: number[] }

export function createSlotTable(slotCount: number): SlotTable {
  const slots = Array.from(
    { length: slotCount },
    (_, index): Entry => ({ index, tokenIds: [], exactLength: 0, isLive: false, lastUse: 0 }),
  )
  let clock = 0
  const entryOf = ({ index }: Slot): Entry => {
    const entry = slots[index]
    if (entry !== undefined) return entry
    throw new AppError('INTERNAL', `There is no slot ${index} among ${slotCount}.`)
  }
  const cut = (entry: Entry, length: number) => {
    entry.tokenIds.length = Math.min(entry.tokenIds.length, length)
    entry.exactLength = Math.min(entry.exactLength, floorToChunk(length))
  }
  return {
    slots,
    take(slot, length) {
      const entry = entryOf(slot)
      cut(entry, length)
      entry.isLive = true
    },
    retire(slot) {
      const entry = entryOf(slot)
      entry.isLive = false
      entry.lastUse = ++clock
    },
    record(slot, tokenIds) {
      const entry = entryOf(slot)
      const isExact = entry.exactLength === entry.tokenIds.length && tokenIds.length === CHUNK
      entry.tokenIds.push(...tokenIds)
      if (isExact) entry.exactLength += CHUNK
    },
    copy(source, target, length) {
      const [from, to] = [entryOf(source), entryOf(target)]
      to.tokenIds = from.tokenIds.slice(0, length)
      to.exactLength = Math.min(from.exactLength, floorToChunk(length))
      from.lastUse = ++clock
    },
    exchange(a, b) {
      const [first, second] = [entryOf(a), entryOf(b)]
      const index = first.index
      first.index = second.index
      second.index = index
      slots[first.index] = first
      slots[second.index] = second
    },
  }
}
