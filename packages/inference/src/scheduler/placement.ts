import type { SlotRunner } from '../session/slot-runner.ts'
import { chooseSlot, isWorthWaiting } from './admission.ts'
import { isPlaced, type PlacedSequence, type Sequence } from './sequence.ts'
import { createSlotTable, type Slot } from './slot-table.ts'

/** Which sequence has which slot of a runner. */
export interface Placement {
  /** Those that decode together, in the order of their slots: from 0 on, without a gap. */
  readonly rows: readonly PlacedSequence[]
  readonly liveSlots: number
  /**
   * Gives a sequence a slot with the longest beginning that any slot holds, unless it has to wait for one, or had
   * better wait for another one in `reading`.
   */
  admit(sequence: Sequence, reading: readonly Sequence[]): void
  /** The runner has read these tokens behind those that the sequence's slot held. */
  record(sequence: PlacedSequence, tokenIds: readonly number[]): void
  /** Makes a sequence one of the rows. */
  join(sequence: PlacedSequence): void
  /** Takes the slot back. What it holds stays there for others to begin with. */
  release(sequence: Sequence): void
}

export function createPlacement(runner: SlotRunner): Placement {
  const table = createSlotTable(runner.slotCount)
  const rows: PlacedSequence[] = []

  const exchange = (a: Slot, b: Slot | undefined) => {
    if (b === undefined || a === b) return
    runner.swapSlots(a.index, b.index, Math.max(a.tokenIds.length, b.tokenIds.length))
    table.exchange(a, b)
  }
  const leaveRows = (sequence: PlacedSequence) => {
    const row = rows.indexOf(sequence)
    const last = rows.at(-1)
    if (row === -1 || last === undefined) return
    exchange(sequence.slot, last.slot)
    rows[row] = last
    rows.pop()
  }
  return {
    rows,
    get liveSlots() {
      return table.slots.filter(({ isLive }) => isLive).length
    },
    admit(sequence, reading) {
      const { beginning } = sequence.task
      const others = reading.filter(isPlaced).map(({ task, slot }) => ({ beginning: task.beginning, slot }))
      if (isWorthWaiting(beginning, table.slots, others)) return
      const admission = chooseSlot(beginning, table.slots)
      if (admission === null) return
      const { source, target, length } = admission
      if (source !== target && length > 0) {
        runner.copySlot(source.index, target.index, length)
        table.copy(source, target, length)
      }
      table.take(target, length)
      sequence.slot = target
      sequence.cachedTokens = length
    },
    record: ({ slot }, tokenIds) => table.record(slot, tokenIds),
    join(sequence) {
      exchange(sequence.slot, table.slots[rows.length])
      rows.push(sequence)
    },
    release(sequence) {
      if (!isPlaced(sequence)) return
      leaveRows(sequence)
      table.retire(sequence.slot)
    },
  }
}
