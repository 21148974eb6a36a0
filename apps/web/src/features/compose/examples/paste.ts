import type { ClipboardEvent } from 'react'
import { readPastedTable } from '../../../lib/parse-table.ts'
import { readEditedContent } from '../../../lib/workspace.ts'
import { type CellColumn, cellColumns } from './few-shot-edits.ts'
import { isHeaderRow, pasteCells } from './paste-cells.ts'
import type { CellSpot } from './table-keys.ts'
import { useTableView } from './table-view.ts'
import type { EditData } from './use-data.ts'

/** A paste into a cell: what comes from a spreadsheet fills the table from there on, a text stays a text. */
export function pasteIntoTable(
  event: ClipboardEvent,
  spot: CellSpot,
  columns: readonly CellColumn[],
  edit: EditData,
): void {
  const rows = readPastedTable(event.clipboardData.getData('text/plain'))
  const data = readEditedContent()?.body.data
  if (rows === null || data === undefined) return
  event.preventDefault()
  const width = Math.max(...rows.map((cells) => cells.length))
  // One column more than is in sight is the reasoning.
  const all = cellColumns(data.inputHeaders.length, true)
  const isWider = columns[spot.column]?.part === 'input' && width > columns.length - spot.column
  const targets = isWider ? all : columns
  const pasted = pasteCells(data, spot, targets, rows)
  edit(() => pasted.data)
  const { data: after, ...report } = pasted
  const headers = isHeaderRow(rows, data) ? (rows[0] ?? null) : null
  useTableView.setState({
    pasted: { ...report, headers, ...spot, columns: targets, examples: after.examples },
  })
}
