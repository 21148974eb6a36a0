import { useQuery } from '@tanstack/react-query'
import type { Dataset, DatasetRow, DatasetVersion } from '@trialogue/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { useDebounced } from '../../../lib/use-debounced.ts'
import { datasetQuery, datasetVersionsQuery } from '../queries.ts'
import type { GoTo, TestsSearch } from '../tests-search.ts'
import { ColumnDialog } from './column-dialog.tsx'
import { type EditedColumn, editedColumns, hasEdits, noEdits, toggleRemoved } from './dataset-edits.ts'
import { DatasetGrid } from './dataset-grid.tsx'
import { DatasetTools, EditTools } from './dataset-tools.tsx'
import { SaveDialog } from './save-dialog.tsx'
import { useDatasetEdits } from './use-dataset-edits.ts'

type DatasetPageProps = {
  readonly datasetId: string
  readonly search: TestsSearch
  readonly onSearch: GoTo
}

/** One data set: its rows to be read and edited, its versions, what is done with it. */
export function DatasetPage({ datasetId, search, onSearch }: DatasetPageProps) {
  const { t } = useTranslation('tests')
  const { data: dataset, error, refetch } = useQuery(datasetQuery(datasetId))
  const { data: versions } = useQuery(datasetVersionsQuery(datasetId))
  if (dataset === undefined) {
    if (error === null) return <p className="p-4 text-muted">{t('loading')}</p>
    return (
      <div className="p-4">
        <ErrorNotice error={error} onRetry={() => void refetch()}>
          {t('dataset.failed')}
        </ErrorNotice>
      </div>
    )
  }
  const number = search.version ?? dataset.latest.number
  const version = versions?.items.find((one) => one.number === number) ?? dataset.latest
  return (
    <DatasetView
      key={dataset.id}
      {...{ dataset, version, search, onSearch }}
      versions={versions?.items ?? []}
    />
  )
}

type DatasetViewProps = {
  readonly dataset: Dataset
  readonly version: DatasetVersion
  readonly versions: readonly DatasetVersion[]
  readonly search: TestsSearch
  readonly onSearch: GoTo
}

function DatasetView({ dataset, version, versions, search, onSearch }: DatasetViewProps) {
  const { t } = useTranslation('tests')
  const [words, setWords] = useState('')
  const [active, setActive] = useState<DatasetRow | null>(null)
  const [column, setColumn] = useState<EditedColumn | null>(null)
  const [isSaving, setIsSaving] = useState(false)
  const showLatest = () => onSearch({ tab: 'datasets', dataset: dataset.id }, { isSamePlace: true })
  const { edits, setEdits, save } = useDatasetEdits(dataset, () => {
    setIsSaving(false)
    showLatest()
  })
  const q = useDebounced(words, 200)
  const isLatest = version.number === dataset.latest.number
  const columns = editedColumns(version.columns, edits)
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 p-4">
      <DatasetTools {...{ dataset, version, versions, search, onSearch }} isEdited={hasEdits(edits)} />
      <div className="flex flex-wrap items-center gap-2">
        <div className="w-64 max-w-full">
          <TextField
            type="search"
            aria-label={t('dataset.search')}
            placeholder={t('dataset.search')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
        {isLatest ? (
          <EditTools
            hasEdits={hasEdits(edits)}
            isRemoved={active === null ? null : edits.removed.has(active.id)}
            onAddRow={() => setEdits((edits) => ({ ...edits, added: [...edits.added, new Map()] }))}
            onAddColumn={() => setColumn({ key: crypto.randomUUID(), name: '', role: 'variable' })}
            onRemoveRow={() => active !== null && setEdits((edits) => toggleRemoved(edits, active.id))}
            onDiscard={() => setEdits(noEdits)}
            onSave={() => setIsSaving(true)}
          />
        ) : (
          <p className="text-muted">{t('dataset.readOnly')}</p>
        )}
      </div>
      <DatasetGrid
        key={version.number}
        version={version}
        search={q}
        edits={isLatest ? edits : noEdits}
        onEdits={isLatest ? setEdits : null}
        onColumn={setColumn}
        onActive={setActive}
      />
      {column === null ? null : (
        <EditedColumnDialog
          column={column}
          columns={columns}
          onColumns={(columns) => {
            setEdits((edits) => ({ ...edits, columns }))
            setColumn(null)
          }}
          onClose={() => setColumn(null)}
        />
      )}
      {isSaving ? (
        <SaveDialog
          nextVersion={dataset.latest.number + 1}
          isSaving={save.isPending}
          error={save.error}
          onSave={(message) => save.mutate(message)}
          onClose={() => setIsSaving(false)}
        />
      ) : null}
    </div>
  )
}

type EditedColumnDialogProps = {
  readonly column: EditedColumn
  readonly columns: readonly EditedColumn[]
  readonly onColumns: (columns: readonly EditedColumn[]) => void
  readonly onClose: () => void
}

function EditedColumnDialog({ column, columns, onColumns, onClose }: EditedColumnDialogProps) {
  const others = columns.filter(({ key }) => key !== column.key)
  return (
    <ColumnDialog
      column={column}
      isNew={others.length === columns.length}
      others={others.map(({ name }) => name)}
      onTake={(taken) => onColumns(putColumn(columns, taken))}
      onRemove={others.length === 0 ? null : () => onColumns(others)}
      onClose={onClose}
    />
  )
}

function putColumn(columns: readonly EditedColumn[], taken: EditedColumn): readonly EditedColumn[] {
  const isKnown = columns.some(({ key }) => key === taken.key)
  return isKnown ? columns.map((one) => (one.key === taken.key ? taken : one)) : [...columns, taken]
}
