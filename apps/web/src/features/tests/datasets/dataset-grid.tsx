import type { DatasetRow, DatasetVersion } from '@trialogue/contract'
import { type ClipboardEvent, type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { GridPart } from '../../../components/grid-part.tsx'
import { readPastedTable } from '../../../lib/parse-table.ts'
import { type Place, stepOfKey } from '../grid/step-of-key.ts'
import type { DatasetEdits, EditedColumn } from './dataset-edits.ts'
import { DatasetHead } from './dataset-head.tsx'
import { GridRow } from './grid-row.tsx'
import { pasteIntoGrid } from './paste-into-grid.ts'
import { type ChangeEdits, datasetRowHeight, useDatasetCells } from './use-dataset-cells.ts'

type DatasetGridProps = {
  readonly version: DatasetVersion
  /** Only rows with this text. */
  readonly search: string
  readonly edits: DatasetEdits
  /** Null where it can only be read: an older version. */
  readonly onEdits: ChangeEdits | null
  readonly onColumn: (column: EditedColumn) => void
  /** The saved row that the keys are on; null for none, or an added one. */
  readonly onActive: (row: DatasetRow | null) => void
}

/** The rows of a version as a table to be edited by keys or pointer, drawn as far as they are in sight. */
export function DatasetGrid({ version, search, edits, onEdits, onColumn, onActive }: DatasetGridProps) {
  const { t } = useTranslation('tests')
  const gridId = useId()
  const cells = useDatasetCells(version, search, edits, onEdits)
  const { at, typing, goTo, type, take, cancel, pressKey, paste } = useGridCursor(cells, onEdits, onActive)
  const { range, count, columns } = cells
  const places = Array.from(
    { length: Math.max(0, range.last - range.first + 1) },
    (_, index) => range.first + index,
  )
  return (
    <>
      {cells.error === null ? null : <ErrorNotice error={cells.error}>{t('dataset.rowsFailed')}</ErrorNotice>}
      <GridPart
        ref={cells.scroller}
        role="grid"
        tabIndex={0}
        aria-label={t('dataset.rows')}
        aria-rowcount={count + 1}
        aria-colcount={columns.length + 1}
        aria-readonly={onEdits === null}
        aria-activedescendant={count === 0 ? undefined : `${gridId}-${at.row}-${at.column}`}
        onKeyDown={pressKey}
        onPaste={paste}
        className="group min-h-48 flex-1 overflow-auto rounded-ui border border-border bg-surface -outline-offset-2"
      >
        <div className="min-w-full" style={{ width: `${64 + columns.length * 220}px` }} role="presentation">
          <DatasetHead columns={columns} onColumn={onEdits === null ? null : onColumn} />
          <GridPart role="rowgroup" className="relative" style={{ height: `${count * datasetRowHeight}px` }}>
            {places.map((index) => (
              <GridRow
                key={index}
                gridId={gridId}
                index={index}
                columns={columns}
                texts={columns.map((_, column) => cells.textAt({ row: index, column }))}
                state={cells.stateAt(index)}
                isSynthetic={cells.rowAt(index)?.isSynthetic ?? false}
                activeColumn={index === at.row ? at.column : null}
                typing={index === at.row ? typing : null}
                onPlace={(column) => goTo({ row: index, column })}
                onType={(column) => type({ row: index, column })}
                onTake={take}
                onCancel={cancel}
              />
            ))}
          </GridPart>
        </div>
      </GridPart>
    </>
  )
}

/** Where the keys are, and what is typed there. */
function useGridCursor(
  cells: ReturnType<typeof useDatasetCells>,
  onEdits: ChangeEdits | null,
  onActive: (row: DatasetRow | null) => void,
) {
  const [at, setAt] = useState<Place>({ row: 0, column: 0 })
  const [typing, setTyping] = useState<string | null>(null)
  const { columns, count, savedCount, rowAt, scroller, showRow, textAt, write } = cells
  const size = { row: count, column: columns.length }
  const goTo = (place: Place) => {
    setAt(place)
    setTyping(null)
    showRow(place.row)
    onActive(rowAt(place.row) ?? null)
  }
  const type = (place: Place) => {
    goTo(place)
    if (onEdits !== null) setTyping(textAt(place))
  }
  const edit = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => {
    const isText = key.length === 1 && !ctrlKey && !metaKey && !altKey
    if (key === 'Enter' || key === 'F2') setTyping(textAt(at))
    else if (key === 'Delete' || key === 'Backspace') write(at, '')
    else if (isText) setTyping(key)
    else return false
    return true
  }
  const pressKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.nativeEvent.isComposing) return
    const step = stepOfKey(event, at, size)
    if (step !== null) goTo(step)
    else if (onEdits === null || !edit(event)) return
    event.preventDefault()
    // What a key means elsewhere on the page: here it is text.
    event.stopPropagation()
  }
  const paste = (event: ClipboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || onEdits === null) return
    const text = event.clipboardData.getData('text/plain')
    const table = readPastedTable(text) ?? [[text]]
    onEdits((edits) => pasteIntoGrid(edits, table, at, columns, savedCount, rowAt))
    event.preventDefault()
  }
  const take = (text: string, step: { readonly rows: number; readonly columns: number }) => {
    write(at, text)
    setTyping(null)
    if (step.rows === 0 && step.columns === 0) return
    goTo({
      row: Math.min(Math.max(0, at.row + step.rows), size.row - 1),
      column: Math.min(Math.max(0, at.column + step.columns), size.column - 1),
    })
    scroller.current?.focus()
  }
  const cancel = () => {
    setTyping(null)
    scroller.current?.focus()
  }
  return { at, typing, goTo, type, take, cancel, pressKey, paste }
}
