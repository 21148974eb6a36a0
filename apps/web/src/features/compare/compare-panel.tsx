import { useQuery } from '@tanstack/react-query'
import type { Column } from '@trialogue/contract'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button.tsx'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { modelsQuery } from '../../lib/queries/models.ts'
import { useContent, useWorkspace } from '../../lib/workspace.ts'
import { addColumn, maxColumns } from './column-edits.ts'
import { CompareColumn } from './compare-column.tsx'
import { useColumnModel } from './use-models.ts'
import { usePreview } from './use-preview.ts'

type ComparePanelProps = {
  /** Side by side, or one at a time behind tabs where there is no room. */
  readonly layout: 'columns' | 'tabs'
}

/** The models that answer the open prompt, each in its column. */
export function ComparePanel({ layout }: ComparePanelProps) {
  const { t } = useTranslation('compare')
  const columns = useContent((content) => content.columns)
  const { byColumn, error } = usePreview()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const shownId = columns.find(({ id }) => id === chosenId)?.id ?? columns[0]?.id
  const shown = layout === 'columns' ? columns : columns.filter(({ id }) => id === shownId)
  return (
    <section aria-label={t('region')} className="flex min-h-0 min-w-0 flex-1 flex-col">
      {layout === 'tabs' ? (
        <div className="flex items-center gap-2 overflow-x-auto border-border border-b p-2">
          {columns.length > 1 ? (
            <SegmentedControl
              label={t('columns')}
              value={shownId ?? ''}
              segments={columns.map((column) => ({
                value: column.id,
                label: <ColumnTab column={column} />,
              }))}
              onChange={setChosenId}
            />
          ) : null}
          <AddColumn />
        </div>
      ) : null}
      <div className="flex min-h-0 flex-1 snap-x overflow-x-auto">
        {shown.map((column) => (
          <div
            key={column.id}
            className="flex min-h-0 min-w-60 flex-1 snap-start border-border border-l first:border-l-0"
          >
            <CompareColumn
              column={column}
              number={columns.indexOf(column) + 1}
              preview={byColumn[column.id] ?? null}
              previewError={error}
            />
          </div>
        ))}
        {layout === 'columns' && columns.length < maxColumns ? (
          <div className="flex shrink-0 flex-col border-border border-l px-1 py-3">
            <AddColumn />
          </div>
        ) : null}
      </div>
    </section>
  )
}

function ColumnTab({ column }: { readonly column: Column }) {
  const { t } = useTranslation('words')
  const { name, model } = useColumnModel(column)
  return <span>{model === null ? name : t(`kind.${model.kind}`)}</span>
}

function AddColumn() {
  const { t } = useTranslation('compare')
  const { data } = useQuery(modelsQuery)
  const count = useContent((content) => content.columns.length)
  const update = useWorkspace((state) => state.update)
  if (count >= maxColumns) return null
  return <IconButton icon={Plus} label={t('add')} onClick={() => update(addColumn(data?.items ?? []))} />
}
