import type { FewShotExample } from '@trialogue/contract'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { type CellColumn, readCell, setExampleEnabled } from './few-shot-edits.ts'
import { RowMenu } from './row-menu.tsx'
import { TableCell } from './table-cell.tsx'
import { useData } from './use-data.ts'

type Props = {
  readonly example: FewShotExample
  readonly index: number
  readonly isLast: boolean
  readonly columns: readonly CellColumn[]
  /** One for each column. */
  readonly headers: readonly string[]
  readonly isTabStop: boolean
}

/** One worked example: its number and whether it is used, its cells, what can be done with it. */
export const ExampleRow = memo(function ExampleRow(props: Props) {
  const { example, index, isLast, columns, headers, isTabStop } = props
  const { t } = useTranslation('compose')
  const edit = useData()
  const number = index + 1
  const length = columns.reduce((sum, column) => sum + readCell(example, column).length, 0)
  return (
    <tr className="example-row example-row-lazy">
      <th scope="row" className="example-gutter">
        <label className="flex min-h-6 cursor-pointer items-center gap-1.5 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={example.isEnabled}
            tabIndex={isTabStop ? 0 : -1}
            aria-label={t('examples.enabled', { number })}
            onChange={(event) => edit((data) => setExampleEnabled(data, example.id, event.target.checked))}
            className="size-4 accent-accent"
          />
          <span className="tabular-nums">{number}</span>
        </label>
        <span className="text-muted text-small tabular-nums" title={t('examples.length', { count: length })}>
          {example.isEnabled ? length : t('examples.off')}
        </span>
      </th>
      {columns.map((column, position) => (
        <TableCell
          key={column.part === 'input' ? column.index : column.part}
          rowId={example.id}
          row={index}
          column={position}
          columns={columns}
          header={headers[position] ?? ''}
          value={readCell(example, column)}
          isEnabled={example.isEnabled}
          isTabStop={isTabStop}
        />
      ))}
      <td className="example-actions">
        <RowMenu id={example.id} index={index} isLast={isLast} isTabStop={isTabStop} />
      </td>
    </tr>
  )
})
