import type { KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { readEditedContent } from '../../../lib/workspace.ts'
import { revealPlace } from '../editor/reveal-place.ts'
import { placeKey } from '../editor/template-place.ts'
import { addExample, type CellColumn, moveExample } from './few-shot-edits.ts'
import type { EditData } from './use-data.ts'

/** A cell by its place in the table; the row after the last example is the one to complete. */
export type CellSpot = { readonly row: number; readonly column: number }

type Table = { readonly columns: readonly CellColumn[]; readonly edit: EditData }

/** Up to here a field shows one line only, in pixels. */
const oneLinePx = 40

/**
 * Keys in a cell: Enter goes to the next row and makes one after the last; arrows go to the neighbour when the cursor can
 * go no further; Ctrl+Shift+up and down move the row. Shift+Enter stays a line break.
 */
export function moveByKey(
  event: KeyboardEvent<HTMLTextAreaElement>,
  spot: CellSpot,
  { columns, edit }: Table,
): void {
  if (event.nativeEvent.isComposing) return
  const { key, shiftKey } = event
  const hasCtrl = event.ctrlKey || event.metaKey
  const step = stepOf(key)
  if (key === 'Enter' && !shiftKey && !hasCtrl) {
    event.preventDefault()
    goToNextRow(spot, { columns, edit })
  } else if (step !== null && step.row !== 0 && hasCtrl && shiftKey) {
    event.preventDefault()
    moveRow(spot, step.row, columns, edit)
  } else if (step !== null && !hasCtrl && !shiftKey) {
    leaveAtEdge(event, spot, step, columns)
  }
}

/** Gives the focus to a cell, if the table has it. */
export function focusCell({ row, column }: CellSpot, columns: readonly CellColumn[], atEnd = false): void {
  const data = readEditedContent()?.body.data
  const target = columns[column]
  if (data === undefined || target === undefined) return
  const example = data.examples[row]
  if (example !== undefined) {
    revealPlace(placeKey({ part: 'cell', id: example.id, column: target }), atEnd ? endOffset : 0)
  } else if (row === data.examples.length && target.part === 'input') {
    revealPlace(placeKey({ part: 'query', index: target.index }), atEnd ? endOffset : 0)
  }
}

const endOffset = Number.MAX_SAFE_INTEGER

function goToNextRow({ row, column }: CellSpot, { columns, edit }: Table): void {
  const count = readEditedContent()?.body.data.examples.length ?? 0
  if (row + 1 >= count) flushSync(() => edit(addExample))
  // After the last column a new row begins, as when writing.
  focusCell({ row: row + 1, column: column === columns.length - 1 ? 0 : column }, columns)
}

function moveRow(
  { row, column }: CellSpot,
  by: -1 | 1,
  columns: readonly CellColumn[],
  edit: EditData,
): void {
  const id = readEditedContent()?.body.data.examples[row]?.id
  if (id === undefined) return
  flushSync(() => edit((data) => moveExample(data, id, by)))
  focusCell({ row: row + by, column }, columns)
}

type Move = { readonly row: -1 | 0 | 1; readonly column: -1 | 0 | 1 }

function stepOf(key: string): Move | null {
  switch (key) {
    case 'ArrowUp':
      return { row: -1, column: 0 }
    case 'ArrowDown':
      return { row: 1, column: 0 }
    case 'ArrowLeft':
      return { row: 0, column: -1 }
    case 'ArrowRight':
      return { row: 0, column: 1 }
    default:
      return null
  }
}

function leaveAtEdge(
  event: KeyboardEvent<HTMLTextAreaElement>,
  { row, column }: CellSpot,
  step: Move,
  columns: readonly CellColumn[],
): void {
  const field = event.currentTarget
  const { selectionStart, selectionEnd, value } = field
  if (selectionStart !== selectionEnd) return
  const to = { row: row + step.row, column: column + step.column }
  const isBack = step.row + step.column < 0
  const go = () => focusCell(to, columns, isBack)
  if (step.column !== 0) {
    if (selectionStart === (isBack ? 0 : value.length)) {
      event.preventDefault()
      go()
    }
    return
  }
  if (field.scrollHeight <= oneLinePx) {
    event.preventDefault()
    go()
    return
  }
  // Lines that wrap cannot be counted: where the browser leaves the cursor, there was no further line.
  setTimeout(() => {
    if (document.activeElement === field && field.selectionStart === selectionStart) go()
  })
}
