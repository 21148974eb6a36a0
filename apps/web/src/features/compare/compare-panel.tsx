import type { Column } from '@trialogue/contract'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { useContent } from '../../lib/workspace.ts'
import { type ColumnAction, ColumnActions } from './column-menu.tsx'
import { CompareColumn } from './compare-column.tsx'
import { CompareToolbar } from './compare-toolbar.tsx'
import { useColumnModel } from './use-models.ts'
import { usePreview } from './use-preview.ts'

type ComparePanelProps = {
  /** Side by side, or one at a time behind tabs where there is no room. */
  readonly layout: 'columns' | 'tabs'
  /** Tools of other features, above the columns. */
  readonly tools?: ReactNode
  /** What other features do with a column, in its menu. */
  readonly actions?: readonly ColumnAction[]
}

const noActions: readonly ColumnAction[] = []

/** The models that answer the open prompt, each in its column. */
export function ComparePanel({ layout, tools, actions = noActions }: ComparePanelProps) {
  const { t } = useTranslation('compare')
  const columns = useContent((content) => content.columns)
  const { byColumn, error } = usePreview()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const shownId = columns.find(({ id }) => id === chosenId)?.id ?? columns[0]?.id
  const shown = layout === 'columns' ? columns : columns.filter(({ id }) => id === shownId)
  return (
    <ColumnActions value={actions}>
      <section aria-label={t('region')} className="flex min-h-0 min-w-0 flex-1 flex-col">
        <CompareToolbar>{tools}</CompareToolbar>
        {layout === 'tabs' && columns.length > 1 ? (
          <div className="flex shrink-0 overflow-x-auto border-border border-b px-2 py-1">
            <SegmentedControl
              label={t('columns')}
              value={shownId ?? ''}
              segments={columns.map((column, index) => ({
                value: column.id,
                label: (
                  <ColumnTab column={column} number={index + 1} isAlone={isOnlyOfItsModel(columns, column)} />
                ),
              }))}
              onChange={setChosenId}
            />
          </div>
        ) : null}
        <div className="flex min-h-0 flex-1 snap-x overflow-x-auto">
          {shown.map((column) => (
            <div
              key={column.id}
              className="flex min-h-0 min-w-70 flex-1 snap-start border-border border-l first:border-l-0 max-tablet:min-w-0 short:block short:overflow-y-auto"
            >
              <CompareColumn
                column={column}
                number={columns.indexOf(column) + 1}
                preview={byColumn[column.id] ?? null}
                previewError={error}
              />
            </div>
          ))}
        </div>
      </section>
    </ColumnActions>
  )
}

type ColumnTabProps = { readonly column: Column; readonly number: number; readonly isAlone: boolean }

/** A column's kind; with its number where others have the same model. */
function ColumnTab({ column, number, isAlone }: ColumnTabProps) {
  const { t } = useTranslation('words')
  const { name, model } = useColumnModel(column)
  return (
    <span>
      {isAlone ? null : `${number} `}
      {model === null ? name : t(`kind.${model.kind}`)}
    </span>
  )
}

function isOnlyOfItsModel(columns: readonly Column[], column: Column): boolean {
  return columns.filter(({ modelId }) => modelId === column.modelId).length === 1
}
