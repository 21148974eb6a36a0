import type { DatasetRow } from '@trialogue/contract'
import type { Place } from '../grid/step-of-key.ts'
import { type DatasetEdits, type EditedColumn, writeAddedCell, writeCell } from './dataset-edits.ts'

/**
 * Writes a table into the cells from a place on. Rows beyond the last one are added, columns beyond the last one left out.
 * `rowAt` gives the saved rows, which come first; one that has not been fetched is passed over.
 */
export function pasteIntoGrid(
  edits: DatasetEdits,
  table: readonly (readonly string[])[],
  at: Place,
  columns: readonly EditedColumn[],
  savedCount: number,
  rowAt: (index: number) => DatasetRow | undefined,
): DatasetEdits {
  let after = edits
  for (const [rowStep, texts] of table.entries()) {
    const row = at.row + rowStep
    const place = row - savedCount
    if (place >= after.added.length) after = { ...after, added: [...after.added, new Map()] }
    for (const [columnStep, text] of texts.entries()) {
      const column = columns[at.column + columnStep]
      if (column === undefined) continue
      const saved = rowAt(row)
      if (place >= 0) after = writeAddedCell(after, place, column.key, text)
      else if (saved !== undefined) after = writeCell(after, saved.id, column.key, text)
    }
  }
  return after
}
