import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../components/icon-button.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { useContent } from '../../../lib/workspace.ts'
import { type CellColumn, removeInputColumn, renameInputHeader } from './few-shot-edits.ts'
import { useData } from './use-data.ts'

/** The headers: what stands before each value in the prompt. */
export function HeaderRow({ columns }: { readonly columns: readonly CellColumn[] }) {
  const { t } = useTranslation('compose')
  return (
    <tr className="example-row example-row-header">
      <th scope="col" className="example-gutter justify-center text-muted text-small">
        {t('examples.number')}
      </th>
      {columns.map((column) => (
        <th key={column.part === 'input' ? column.index : column.part} scope="col" className="example-cell">
          {column.part === 'input' ? (
            <InputHeader index={column.index} />
          ) : column.part === 'output' ? (
            <OutputHeader />
          ) : (
            <span className="px-2 py-1.5 font-medium text-muted">{t('examples.reasoning')}</span>
          )}
        </th>
      ))}
      <th scope="col" className="example-actions">
        <span className="sr-only">{t('examples.actionsHeader')}</span>
      </th>
    </tr>
  )
}

function InputHeader({ index }: { readonly index: number }) {
  const { t } = useTranslation('compose')
  const header = useContent(({ body }) => body.data.inputHeaders[index] ?? '')
  const isOnly = useContent(({ body }) => body.data.inputHeaders.length === 1)
  const edit = useData()
  return (
    <>
      <TextField
        aria-label={t('examples.header', { number: index + 1 })}
        data-place={`body.data.inputHeaders.${index}`}
        value={header}
        maxLength={200}
        onChange={(event) => edit((data) => renameInputHeader(data, index, event.target.value))}
        className="example-field font-medium"
      />
      {isOnly ? null : (
        <IconButton
          icon={X}
          size="small"
          label={t('examples.removeInput', { header })}
          onClick={() =>
            edit((data) => removeInputColumn(data, index), t('examples.inputRemoved', { header }))
          }
        />
      )}
    </>
  )
}

function OutputHeader() {
  const { t } = useTranslation('compose')
  const header = useContent(({ body }) => body.data.outputHeader)
  const edit = useData()
  return (
    <TextField
      aria-label={t('examples.outputHeader')}
      data-place="body.data.outputHeader"
      value={header}
      maxLength={200}
      onChange={(event) => edit((data) => ({ ...data, outputHeader: event.target.value }))}
      className="example-field font-medium"
    />
  )
}
