import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { TextArea } from '../../../components/text-area.tsx'
import { selectionOf } from '../editor/active-field.ts'
import { placeKey } from '../editor/template-place.ts'
import { type CellColumn, writeCell } from './few-shot-edits.ts'
import { pasteIntoTable } from './paste.ts'
import { moveByKey } from './table-keys.ts'
import { useTableView } from './table-view.ts'
import { useData } from './use-data.ts'

type Props = {
  readonly rowId: string
  readonly row: number
  readonly column: number
  readonly columns: readonly CellColumn[]
  readonly header: string
  readonly value: string
  readonly isEnabled: boolean
  readonly isTabStop: boolean
}

/** One cell of an example: a field that takes its place in the grid, and says its header where rows are stacked. */
export const TableCell = memo(function TableCell(props: Props) {
  const { rowId, row, column, columns, header, value, isEnabled, isTabStop } = props
  const { t } = useTranslation('compose')
  const edit = useData()
  const target = columns[column]
  if (target === undefined) return null
  const place = { part: 'cell', id: rowId, column: target } as const
  return (
    <td className="example-cell">
      <span aria-hidden className="example-cell-name">
        {header}
      </span>
      <TextArea
        aria-label={t('examples.cell', { header, number: row + 1 })}
        data-place={placeKey(place)}
        tabIndex={isTabStop ? 0 : -1}
        value={value}
        placeholder={target.part === 'reasoning' ? t('examples.reasoningPlaceholder') : undefined}
        onChange={(event) => edit((data) => writeCell(data, rowId, target, event.target.value))}
        onFocus={() => useTableView.setState({ activeRowId: rowId })}
        onSelect={selectionOf(place)}
        onKeyDown={(event) => moveByKey(event, { row, column }, { columns, edit })}
        onPaste={(event) => pasteIntoTable(event, { row, column }, columns, edit)}
        className={`example-field ${isEnabled ? '' : 'text-muted!'}`}
      />
    </td>
  )
})
