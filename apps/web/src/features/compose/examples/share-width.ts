import type { DataPart } from '@trialogue/contract'
import { type CellColumn, readCell } from './few-shot-edits.ts'

/** Cells of up to so many characters on average get one, two shares of the width; longer ones three. */
const shareLimits = [14, 48] as const

/** What each column gets of the table's width, by how long its cells are; coarse, so that it seldom changes. */
export function shareWidth(data: DataPart, columns: readonly CellColumn[]): number[] {
  return columns.map((column) => {
    const cells = data.examples.map((example) => readCell(example, column))
    if (column.part === 'input') cells.push(data.query[column.index] ?? '')
    const average = cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, cells.length)
    return 1 + shareLimits.filter((limit) => average > limit).length
  })
}
