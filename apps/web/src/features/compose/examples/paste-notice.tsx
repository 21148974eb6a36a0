import { ClipboardPaste } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { useContent } from '../../../lib/workspace.ts'
import { travelBack } from '../history/travel.ts'
import { takeHeaders } from './paste-cells.ts'
import { type PasteReport, useTableView } from './table-view.ts'
import { useData } from './use-data.ts'

/** What a paste from a spreadsheet did, with what can be done about it; gone with the next edit of the examples. */
export function PasteNotice() {
  const pasted = useTableView((view) => view.pasted)
  const examples = useContent(({ body }) => body.data.examples)
  return (
    <div role="status">
      {pasted !== null && pasted.examples === examples ? <PasteWords {...pasted} /> : null}
    </div>
  )
}

function PasteWords({ rowCount, droppedColumns, droppedRows, headers, row, column, columns }: PasteReport) {
  const { t } = useTranslation('compose')
  const edit = useData()
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 rounded-ui border border-border bg-accent-tint py-1 pr-1 pl-3 text-small shadow-float">
      <ClipboardPaste size={16} aria-hidden className="shrink-0 text-accent" />
      <p className="min-w-0 flex-1 basis-48 break-words">
        {t('paste.rows', { count: rowCount })}{' '}
        {droppedColumns === 0 ? null : `${t('paste.droppedColumns', { count: droppedColumns })} `}
        {droppedRows === 0 ? null : `${t('paste.droppedRows', { count: droppedRows })} `}
        {headers === null ? null : t('paste.headers', { names: headers.join(', ') })}
      </p>
      {headers === null ? null : (
        <Button size="small" onClick={() => edit((data) => takeHeaders(data, row, column, columns, headers))}>
          {t('paste.takeHeaders')}
        </Button>
      )}
      <Button size="small" look="quiet" onClick={travelBack}>
        {t('undo.undo')}
      </Button>
    </div>
  )
}
