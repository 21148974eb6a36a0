import { Plus } from 'lucide-react'
import { type CSSProperties, useMemo } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { classNames } from '../../../lib/class-names.ts'
import { readEditedContent, useContent } from '../../../lib/workspace.ts'
import { ExampleRow } from './example-row.tsx'
import { addExample, maxExamples } from './few-shot-edits.ts'
import { HeaderRow } from './header-row.tsx'
import { QueryRow } from './query-row.tsx'
import { shareWidth } from './share-width.ts'
import { focusCell } from './table-keys.ts'
import { useActiveRowId, useColumns } from './table-view.ts'
import { useData } from './use-data.ts'

/** Up to so many rows the table is as high as they are. */
const fewRows = 8

/** The few-shot table: headers, examples, and the row to complete. Rows are stacked where they have no room. */
export function ExampleTable() {
  const { t } = useTranslation('compose')
  const data = useContent(({ body }) => body.data)
  const columns = useColumns()
  const activeRowId = useActiveRowId()
  const { inputHeaders, outputHeader } = data
  const headers = useMemo(
    () =>
      columns.map((column) => {
        if (column.part === 'input') return inputHeaders[column.index] ?? ''
        return column.part === 'output' ? outputHeader : t('examples.reasoning')
      }),
    [columns, inputHeaders, outputHeader, t],
  )
  return (
    <div className="@container">
      <table
        aria-label={t('examples.title')}
        className={classNames(
          'example-grid rounded-ui border border-control bg-surface',
          data.examples.length > fewRows && 'example-grid-long',
        )}
        style={columnStyle(shareWidth(data, columns))}
      >
        <thead>
          <HeaderRow columns={columns} />
        </thead>
        <tbody>
          {data.examples.map((example, index) => (
            <ExampleRow
              key={example.id}
              example={example}
              index={index}
              isLast={index === data.examples.length - 1}
              columns={columns}
              headers={headers}
              isTabStop={example.id === activeRowId}
            />
          ))}
          <AddRow />
          <QueryRow columns={columns} headers={headers} />
        </tbody>
      </table>
    </div>
  )
}

/** For the style sheet: how many columns there are, and what each gets of the width. */
function columnStyle(shares: readonly number[]): CSSProperties {
  const style: CSSProperties & Record<`--${string}`, string | number> = {
    '--column-count': shares.length,
    '--columns': shares.map((share) => `minmax(7rem, ${share}fr)`).join(' '),
  }
  return style
}

function AddRow() {
  const { t } = useTranslation('compose')
  const edit = useData()
  const columns = useColumns()
  const examples = useContent(({ body }) => body.data.examples)
  const offCount = examples.filter(({ isEnabled }) => !isEnabled).length

  function add() {
    flushSync(() => edit(addExample))
    const count = readEditedContent()?.body.data.examples.length ?? 0
    focusCell({ row: count - 1, column: 0 }, columns)
  }

  return (
    <tr className="example-row-add">
      <td className="flex flex-wrap items-center gap-x-3 p-1">
        <Button look="quiet" size="small" disabled={examples.length >= maxExamples} onClick={add}>
          <Plus size={16} aria-hidden />
          {t('examples.add')}
        </Button>
        <span className="min-w-0 flex-1 text-muted text-small tabular-nums">
          {examples.length === 0 ? t('examples.none') : t('examples.count', { count: examples.length })}
          {offCount === 0 ? null : ` · ${t('examples.offCount', { count: offCount })}`}
        </span>
      </td>
    </tr>
  )
}
