import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { TextArea } from '../../../components/text-area.tsx'
import { useContent } from '../../../lib/workspace.ts'
import { selectionOf } from '../editor/active-field.ts'
import { placeKey } from '../editor/template-place.ts'
import { useTemplate } from '../editor/use-template.ts'
import type { CellColumn } from './few-shot-edits.ts'
import { focusCell } from './table-keys.ts'

type Props = { readonly columns: readonly CellColumn[]; readonly headers: readonly string[] }

/** The last row: its inputs are given, the model writes the rest. */
export function QueryRow({ columns, headers }: Props) {
  const { t } = useTranslation('compose')
  return (
    <tr className="example-row example-row-query">
      <th scope="row" className="example-gutter pt-2.5!" title={t('examples.query')}>
        <ArrowRight size={16} aria-hidden className="text-accent" />
        <span className="sr-only">{t('examples.query')}</span>
      </th>
      {columns.map((column, position) =>
        column.part === 'input' ? (
          <QueryCell
            key={column.index}
            index={column.index}
            column={position}
            columns={columns}
            header={headers[position] ?? ''}
          />
        ) : (
          <td key={column.part} className="example-cell">
            <span aria-hidden className="example-cell-name">
              {headers[position]}
            </span>
            <span className="px-2 py-2 text-muted text-small">{t('examples.modelWrites')}</span>
          </td>
        ),
      )}
      <td className="example-actions" />
    </tr>
  )
}

type CellProps = {
  readonly index: number
  readonly column: number
  readonly columns: readonly CellColumn[]
  readonly header: string
}

function QueryCell({ index, column, columns, header }: CellProps) {
  const { t } = useTranslation('compose')
  const place = { part: 'query', index } as const
  const [value, write] = useTemplate(place)
  const lastRow = useContent(({ body }) => body.data.examples.length - 1)
  return (
    <td className="example-cell">
      <span aria-hidden className="example-cell-name">
        {header}
      </span>
      <TextArea
        aria-label={t('examples.queryCell', { header })}
        data-place={placeKey(place)}
        value={value}
        placeholder={t('examples.queryPlaceholder')}
        onChange={(event) => write(event.target.value)}
        onSelect={selectionOf(place)}
        onKeyDown={(event) => {
          const { selectionStart, selectionEnd } = event.currentTarget
          if (event.key !== 'ArrowUp' || selectionStart !== 0 || selectionEnd !== 0 || lastRow < 0) return
          event.preventDefault()
          focusCell({ row: lastRow, column }, columns, true)
        }}
        className="example-field"
      />
    </td>
  )
}
