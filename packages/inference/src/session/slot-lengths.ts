import { AppError } from '@trialogue/contract'

/** How many tokens each slot of a runner holds. A call that would read or write beside them is a mistake: INTERNAL. */
export interface SlotLengths {
  /** The slot is about to read `count` tokens behind its first `start`, and forgets what it held from there on. */
  begin(slot: number, start: number, count: number): void
  /** What was begun has been read. */
  finish(slot: number, length: number): void
  copy(from: number, to: number, length: number): void
  swap(a: number, b: number): void
}

export function createSlotLengths(slotCount: number, slotLength: number): SlotLengths {
  const lengths = new Array<number>(slotCount).fill(0)
  const lengthOf = (slot: number): number => {
    const length = lengths[slot]
    if (length === undefined) throw new AppError('INTERNAL', `There is no slot ${slot} among ${slotCount}.`)
    return length
  }
  return {
    begin(slot, start, count) {
      const length = lengthOf(slot)
      if (!Number.isInteger(start) || start < 0 || start > length) {
        throw new AppError('INTERNAL', `Slot ${slot} holds ${length} tokens, not ${start}.`)
      }
      if (count < 1 || start + count > slotLength) {
        throw new AppError('INTERNAL', `${count} tokens behind ${start} do not fit a slot of ${slotLength}.`)
      }
      lengths[slot] = start
    },
    finish(slot, length) {
      lengths[slot] = length
    },
    copy(from, to, length) {
      if (length > lengthOf(from)) throw new AppError('INTERNAL', `Slot ${from} has no ${length} tokens.`)
      lengthOf(to)
      lengths[to] = length
    },
    swap(a, b) {
      const kept = lengthOf(a)
      lengths[a] = lengthOf(b)
      lengths[b] = kept
    },
  }
}
