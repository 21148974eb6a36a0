import { useMutation } from '@tanstack/react-query'
import { type Dataset, type DatasetVersion, type TableFormat, tableFormatSchema } from '@trialogue/contract'
import { Brain, Download, FlaskConical, Plus, Trash2, Undo2, Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../components/badge.tsx'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Menu } from '../../../components/menu.tsx'
import { Select } from '../../../components/select.tsx'
import { formatNumber } from '../../../lib/format-number.ts'
import { saveFile } from '../../../lib/save-file.ts'
import { testsClient } from '../../../lib/tests-client.ts'
import type { GoTo, TestsSearch } from '../tests-search.ts'

type DatasetToolsProps = {
  readonly dataset: Dataset
  readonly version: DatasetVersion
  readonly versions: readonly DatasetVersion[]
  readonly search: TestsSearch
  readonly onSearch: GoTo
  /** Whether something is not saved yet: what is run or exported is the saved version. */
  readonly isEdited: boolean
}

/** What a data set is called, which version is shown, and what is done with it. */
export function DatasetTools({ dataset, version, versions, search, onSearch, isEdited }: DatasetToolsProps) {
  const { t, i18n } = useTranslation('tests')
  const exporting = useMutation({
    mutationFn: (format: TableFormat) =>
      testsClient.exportDataset({
        params: { datasetId: dataset.id, number: version.number },
        query: { format },
      }),
    onSuccess: ({ fileName, mediaType, text }) => saveFile(fileName, mediaType, text),
  })
  const open = (dialog: NonNullable<TestsSearch['dialog']>) => onSearch({ ...search, dialog })
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="mr-2 min-w-0 break-words font-semibold text-heading">{dataset.name}</h2>
        <Select
          aria-label={t('dataset.version')}
          className="max-w-64"
          value={String(version.number)}
          onChange={(number) => onSearch({ tab: 'datasets', dataset: dataset.id, version: Number(number) })}
          options={versions.map(({ number, message, rowCount }) => ({
            value: String(number),
            label: t('dataset.versionName', { number }),
            hint: [
              message,
              t('dataset.rowCount', { count: rowCount, rows: formatNumber(rowCount, i18n.language) }),
            ]
              .filter((part) => part !== '')
              .join(' · '),
          }))}
        />
        <span className="text-muted tabular-nums">
          {t('dataset.rowCount', {
            count: version.rowCount,
            rows: formatNumber(version.rowCount, i18n.language),
          })}
        </span>
        {version.syntheticCount === 0 ? null : (
          <Badge>
            {t('dataset.synthetic', { rows: formatNumber(version.syntheticCount, i18n.language) })}
          </Badge>
        )}
        {isEdited ? <Badge tone="accent">{t('dataset.notSaved')}</Badge> : null}
        <span className="flex-1" />
        <Button look="quiet" onClick={() => open('import')}>
          <Upload size={16} aria-hidden />
          {t('dataset.importInto')}
        </Button>
        <Menu
          align="end"
          trigger={
            <Button look="quiet">
              <Download size={16} aria-hidden />
              {t('dataset.export')}
            </Button>
          }
          groups={[
            tableFormatSchema.options.map((format) => ({
              label: t(`format.${format}`),
              onSelect: () => exporting.mutate(format),
            })),
          ]}
        />
        <Button onClick={() => open('chain-of-thought')}>
          <Brain size={16} aria-hidden />
          {t('chainOfThought.open')}
        </Button>
        <Button look="primary" onClick={() => open('experiment')}>
          <FlaskConical size={16} aria-hidden />
          {t('experiment.new')}
        </Button>
      </div>
      {exporting.isError ? (
        <ErrorNotice error={exporting.error}>{t('dataset.exportFailed')}</ErrorNotice>
      ) : null}
    </>
  )
}

type EditToolsProps = {
  readonly hasEdits: boolean
  /** Whether the row that the keys are on is going; null where there is none that could go. */
  readonly isRemoved: boolean | null
  readonly onAddRow: () => void
  readonly onAddColumn: () => void
  readonly onRemoveRow: () => void
  readonly onDiscard: () => void
  readonly onSave: () => void
}

/** What changes the rows, and what saves that. */
export function EditTools(props: EditToolsProps) {
  const { hasEdits, isRemoved, onAddRow, onAddColumn, onRemoveRow, onDiscard, onSave } = props
  const { t } = useTranslation('tests')
  return (
    <>
      <Button look="quiet" onClick={onAddRow}>
        <Plus size={16} aria-hidden />
        {t('dataset.addRow')}
      </Button>
      <Button look="quiet" onClick={onAddColumn}>
        <Plus size={16} aria-hidden />
        {t('dataset.addColumn')}
      </Button>
      <Button look="quiet" disabled={isRemoved === null} onClick={onRemoveRow}>
        {isRemoved === true ? <Undo2 size={16} aria-hidden /> : <Trash2 size={16} aria-hidden />}
        {t(isRemoved === true ? 'dataset.keepRow' : 'dataset.removeRow')}
      </Button>
      <span className="flex-1" />
      {hasEdits ? (
        <>
          <Button look="quiet" onClick={onDiscard}>
            {t('dataset.discard')}
          </Button>
          <Button look="primary" onClick={onSave}>
            {t('dataset.save')}
          </Button>
        </>
      ) : null}
    </>
  )
}
