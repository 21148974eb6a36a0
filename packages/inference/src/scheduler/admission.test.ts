import { describe, expect, it } from 'vitest'
import { type Admission, chooseSlot, isWorthWaiting } from './admission.ts'
import type { Beginning } from './prefix.ts'
import { createSlotTable, type SlotTable } from './slot-table.ts'

const count = (length: number, from = 0) => Array.from({ length }, (_, index) => from + index)
const fast = (tokenIds: readonly number[]): Beginning => ({
  tokenIds,
  isExact: false,
  logitsFrom: tokenIds.length,
})
const exact = (tokenIds: readonly number[]): Beginning => ({ ...fast(tokenIds), isExact: true })

/** Slots as if sequences with these tokens had been there one after the other, read in chunks of 64. */
function aTable(...held: (readonly number[])[]): SlotTable {
  const table = createSlotTable(held.length)
  held.forEach((tokenIds, index) => {
    if (tokenIds.length === 0) return
    fill(table, index, tokenIds)
    retire(table, index)
  })
  return table
}

function fill(table: SlotTable, index: number, tokenIds: readonly number[]): void {
  const slot = slotAt(table, index)
  table.take(slot, slot.tokenIds.length)
  for (let start = 0; start < tokenIds.length; start += 64)
    table.record(slot, tokenIds.slice(start, start + 64))
}

const slotAt = (table: SlotTable, index: number) => {
  const slot = table.slots[index]
  if (slot === undefined) throw new Error(`There is no slot ${index}.`)
  return slot
}
const retire = (table: SlotTable, index: number) => table.retire(slotAt(table, index))
const plainly = (admission: Admission | null) =>
  admission && { from: admission.source.index, to: admission.target.index, length: admission.length }

describe('a slot table', () => {
  it('knows how much of a slot was read in whole chunks from the beginning on', () => {
    const table = aTable(count(150))
    const slot = slotAt(table, 0)
    expect(slot.exactLength).toBe(128)
    table.take(slot, 100)
    expect([slot.tokenIds.length, slot.exactLength]).toEqual([100, 64])
    table.record(slot, count(64))
    expect(slot.exactLength).toBe(64)
  })

  it('copies and exchanges what slots hold', () => {
    const table = aTable(count(130), [])
    const [first, second] = [slotAt(table, 0), slotAt(table, 1)]
    table.copy(first, second, 70)
    expect([second.tokenIds, second.exactLength]).toEqual([count(70), 64])
    table.exchange(first, second)
    expect(table.slots).toEqual([second, first])
    expect([first.index, second.index]).toEqual([1, 0])
  })
})

describe('chooseSlot', () => {
  it('takes the slot with the longest common beginning, and leaves the last token to be read', () => {
    const table = aTable([7, 8], count(20), count(10))
    expect(plainly(chooseSlot(fast(count(30)), table.slots))).toEqual({ from: 1, to: 1, length: 20 })
    expect(plainly(chooseSlot(fast([...count(17), 9]), table.slots))).toEqual({ from: 1, to: 1, length: 17 })
    expect(plainly(chooseSlot(fast(count(20)), table.slots))).toEqual({ from: 1, to: 1, length: 19 })
  })

  it('copies where the slot would lose much, and where it is live', () => {
    const table = aTable(count(20), [], count(9, 50))
    expect(plainly(chooseSlot(fast([...count(15), 99, 98]), table.slots))).toEqual({
      from: 0,
      to: 1,
      length: 15,
    })
    table.take(slotAt(table, 0), 20)
    expect(plainly(chooseSlot(fast(count(30)), table.slots))).toEqual({ from: 0, to: 1, length: 20 })
  })

  it('overwrites the retired slot that was used longest ago, and none that is live', () => {
    const table = aTable(count(5, 100), count(5, 200), count(5, 300))
    expect(plainly(chooseSlot(fast(count(5)), table.slots))?.to).toBe(0)
    table.take(slotAt(table, 0), 5)
    expect(plainly(chooseSlot(fast(count(5)), table.slots))?.to).toBe(1)
    retire(table, 0)
    table.take(slotAt(table, 1), 5)
    table.take(slotAt(table, 2), 5)
    expect(plainly(chooseSlot(fast(count(5)), table.slots))?.to).toBe(0)
    table.take(slotAt(table, 0), 5)
    expect(chooseSlot(fast(count(5)), table.slots)).toBeNull()
  })

  it('takes over nothing but whole chunks read from the beginning on where it is exact', () => {
    const table = aTable(count(150), [])
    expect(chooseSlot(exact(count(200)), table.slots)?.length).toBe(128)
    expect(chooseSlot(exact(count(128)), table.slots)?.length).toBe(64)
    expect(chooseSlot(exact([...count(100), 999, ...count(60)]), table.slots)?.length).toBe(64)
    table.take(slotAt(table, 0), 10)
    fill(table, 0, count(190, 10))
    expect(chooseSlot(fast(count(200)), table.slots)?.length).toBe(199)
    expect(chooseSlot(exact(count(200)), table.slots)?.length).toBe(0)
  })

  it('takes over nothing where all logits are wanted', () => {
    const table = aTable(count(150))
    expect(chooseSlot({ ...fast(count(200)), logitsFrom: 0 }, table.slots)?.length).toBe(0)
    expect(chooseSlot({ ...fast(count(200)), logitsFrom: 70 }, table.slots)?.length).toBe(70)
  })
})

describe('isWorthWaiting', () => {
  const read = (beginning: Beginning, done: number) => {
    const table = aTable([], [])
    fill(table, 0, beginning.tokenIds.slice(0, done))
    return { slots: table.slots, reading: [{ beginning, slot: slotAt(table, 0) }] }
  }

  it('waits for what another one is about to read, until that has been read', () => {
    const other = fast(count(400))
    const waits = [64, 128, 192].map((done) => {
      const { slots, reading } = read(other, done)
      expect(isWorthWaiting(fast(count(50)), slots, reading)).toBe(false)
      expect(isWorthWaiting({ ...other, logitsFrom: 0 }, slots, reading)).toBe(false)
      return isWorthWaiting(fast([...count(150), 9]), slots, reading)
    })
    expect(waits).toEqual([true, true, false])
  })

  it('waits in exact mode only for what will be exact', () => {
    const { slots, reading } = read(exact(count(200)), 64)
    expect(isWorthWaiting(exact(count(200)), slots, reading)).toBe(true)
    const table = aTable([], [])
    fill(table, 0, count(10))
    const spoilt = [{ beginning: fast(count(200)), slot: slotAt(table, 0) }]
    expect(isWorthWaiting(exact(count(200)), table.slots, spoilt)).toBe(false)
    expect(isWorthWaiting(fast(count(200)), table.slots, spoilt)).toBe(true)
  })
})
