import type { DatasetRow, DatasetVersion } from '@trialogue/contract'
import { useState } from 'react'
import { testsClient } from '../../../lib/tests-client.ts'
import type { Place } from '../grid/step-of-key.ts'
import { useRowWindow } from '../grid/use-row-window.ts'
import { useWindow } from '../grid/use-window.ts'
import { cellText, type DatasetEdits, editedColumns, writeAddedCell, writeCell } from './dataset-edits.ts'

export const datasetRowHeight = 36

export type ChangeEdits = (change: (edits: DatasetEdits) => DatasetEdits) => void

/** The cells of a version with what was typed since: to be read and written by their places, as far as they are in sight. */
export function useDatasetCells(
  version: DatasetVersion,
  search: string,
  edits: DatasetEdits,
  onEdits: ChangeEdits | null,
) {
  const [count, setCount] = useState(version.rowCount)
  const { scroller, range, showRow } = useRowWindow(count, datasetRowHeight, datasetRowHeight)
  const { rowAt, total, error } = useRows(version, search, range)
  const savedCount = total ?? version.rowCount
  if (count !== savedCount + edits.added.length) setCount(savedCount + edits.added.length)
  const columns = editedColumns(version.columns, edits)
  const textAt = ({ row, column }: Place): string => {
    const saved = rowAt(row)
    const edited = columns[column]
    if (edited === undefined) return ''
    if (row >= savedCount) return edits.added[row - savedCount]?.get(edited.key) ?? ''
    return saved === undefined ? '' : cellText(saved, edited, version.columns, edits)
  }
  const write = (place: Place, text: string) => {
    const key = columns[place.column]?.key
    const saved = rowAt(place.row)
    if (key === undefined || onEdits === null || text === textAt(place)) return
    if (place.row >= savedCount) onEdits((edits) => writeAddedCell(edits, place.row - savedCount, key, text))
    else if (saved !== undefined) onEdits((edits) => writeCell(edits, saved.id, key, text))
  }
  const stateAt = (row: number) => rowState(row, savedCount, rowAt(row), edits)
  return { scroller, range, showRow, rowAt, error, count, savedCount, columns, textAt, write, stateAt }
}

function useRows(
  { datasetId, number }: DatasetVersion,
  search: string,
  range: { first: number; last: number },
) {
  return useWindow<DatasetRow>(
    {
      queryKey: ['dataset-rows', datasetId, number, search],
      pageSize: 200,
      isFixed: true,
      load: (offset, limit, signal) =>
        testsClient.listDatasetRows({
          params: { datasetId, number },
          query: { offset, limit, ...(search === '' ? {} : { q: search }) },
          signal,
        }),
    },
    range,
  )
}

export type RowState = 'saved' | 'loading' | 'edited' | 'added' | 'removed'

function rowState(
  index: number,
  savedCount: number,
  saved: DatasetRow | undefined,
  edits: DatasetEdits,
): RowState {
  if (index >= savedCount) return 'added'
  if (saved === undefined) return 'loading'
  if (edits.removed.has(saved.id)) return 'removed'
  return edits.cells.has(saved.id) ? 'edited' : 'saved'
}
