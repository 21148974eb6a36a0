import { useTranslation } from 'react-i18next'
import { GridPart } from '../../../components/grid-part.tsx'
import type { EditedColumn } from './dataset-edits.ts'

type DatasetHeadProps = {
  readonly columns: readonly EditedColumn[]
  /** Null where they can only be read. */
  readonly onColumn: ((column: EditedColumn) => void) | null
}

/** What the columns are called and what they are for. */
export function DatasetHead({ columns, onColumn }: DatasetHeadProps) {
  const { t } = useTranslation('tests')
  return (
    <GridPart role="rowgroup" className="sticky top-0 z-20 border-border border-b bg-surface">
      <GridPart role="row" aria-rowindex={1} className="flex h-9">
        <GridPart role="columnheader" className="w-16 shrink-0 px-2 py-2 text-muted text-small">
          {t('dataset.row')}
        </GridPart>
        {columns.map((column) => (
          <GridPart
            key={column.key}
            role="columnheader"
            className="flex min-w-55 flex-1 items-center gap-2 border-border border-l px-2"
          >
            <span className="min-w-0 truncate font-medium">{column.name}</span>
            {onColumn === null ? (
              <span className="shrink-0 text-muted text-small">{t(`role.${column.role}`)}</span>
            ) : (
              <button
                type="button"
                aria-label={t('dataset.editColumn', { role: t(`role.${column.role}`), name: column.name })}
                onClick={() => onColumn(column)}
                className="min-h-6 shrink-0 rounded-small border border-border px-1.5 text-muted text-small hover:bg-hover hover:text-text"
              >
                {t(`role.${column.role}`)}
              </button>
            )}
          </GridPart>
        ))}
      </GridPart>
    </GridPart>
  )
}
