import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ColumnRole, type Dataset, type TableFormat, tableFormatSchema } from '@trialogue/contract'
import { FileUp } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Field } from '../../../components/field.tsx'
import { SegmentedControl } from '../../../components/segmented-control.tsx'
import { Switch } from '../../../components/switch.tsx'
import { TextArea } from '../../../components/text-area.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { pickFile } from '../../../lib/pick-file.ts'
import { testsClient } from '../../../lib/tests-client.ts'
import { useDebounced } from '../../../lib/use-debounced.ts'
import { datasetsQuery } from '../queries.ts'
import { guessFormat } from './guess-format.ts'
import { ImportPreviewTable } from './import-preview.tsx'

type ImportDialogProps = {
  /** Null makes a new data set. */
  readonly dataset: Dataset | null
  readonly onImported: (datasetId: string) => void
  readonly onClose: () => void
}

type Draft = {
  readonly text: string
  readonly format: TableFormat
  readonly hasHeader: boolean
  readonly name: string
  readonly isSynthetic: boolean
  readonly mode: 'append' | 'replace'
  /** By place; those that are not here are as the names suggest. */
  readonly roles: ReadonlyMap<number, ColumnRole>
}

const emptyDraft: Draft = {
  text: '',
  format: 'csv',
  hasHeader: true,
  name: '',
  isSynthetic: false,
  mode: 'append',
  roles: new Map(),
}

/** Reads rows from a spreadsheet or a file, shows what it makes of them, and keeps them. */
export function ImportDialog({ dataset, onImported, onClose }: ImportDialogProps) {
  const { t } = useTranslation('tests')
  const words = useTranslation('words')
  const formId = useId()
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState(emptyDraft)
  const change = (part: Partial<Draft>) => setDraft((draft) => ({ ...draft, ...part }))
  const { text } = draft
  const preview = useImportPreview(draft)
  const roles = preview.data?.columns.map(({ role }, place) => draft.roles.get(place) ?? role) ?? []
  const save = useMutation({
    mutationFn: () => send(dataset, draft, roles, t('import.unnamed')),
    onSuccess: async ({ dataset: { id } }) => {
      await queryClient.invalidateQueries({ queryKey: datasetsQuery.queryKey })
      onImported(id)
    },
  })
  const readFile = async () => {
    const file = await pickFile('.csv,.tsv,.txt,.jsonl,.ndjson')
    if (file === null) return
    const read = await file.text()
    change({
      text: read,
      format: guessFormat(read, file.name),
      name: draft.name || file.name.replace(/\.\w+$/, ''),
    })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text !== '' && !save.isPending) save.mutate()
  }
  const error = save.error ?? (text === '' ? null : preview.error)
  return (
    <Dialog
      isOpen
      size="large"
      title={dataset === null ? t('import.open') : t('import.into', { name: dataset.name })}
      description={t('import.hint')}
      onOpenChange={onClose}
      footer={
        <>
          <Button onClick={onClose}>{words.t('action.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} aria-disabled={text === '' || save.isPending}>
            {preview.data === undefined || text === ''
              ? t('import.take')
              : t('import.takeCount', { count: preview.data.rowCount })}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('import.text')}>
          {(ids) => (
            <TextArea
              {...ids}
              rows={6}
              spellCheck={false}
              className="max-h-60 font-mono text-code"
              placeholder={t('import.placeholder')}
              value={text}
              onChange={(event) => {
                const next = event.target.value
                change(text === '' ? { text: next, format: guessFormat(next) } : { text: next })
              }}
            />
          )}
        </Field>
        <TableOptions {...{ dataset, draft }} onChange={change} onFile={() => void readFile()} />
        {error === null ? null : <ErrorNotice error={error}>{t('import.failed')}</ErrorNotice>}
        {preview.data === undefined || text === '' ? null : (
          <ImportPreviewTable
            preview={preview.data}
            roles={roles}
            onRole={
              dataset === null
                ? (place, role) => change({ roles: new Map(draft.roles).set(place, role) })
                : null
            }
          />
        )}
      </form>
    </Dialog>
  )
}

type TableOptionsProps = {
  readonly dataset: Dataset | null
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
  readonly onFile: () => void
}

/** How the text is to be read, and where its rows go. */
function TableOptions({ dataset, draft, onChange, onFile }: TableOptionsProps) {
  const { t } = useTranslation('tests')
  const { format, hasHeader } = draft
  return (
    <>
      <div className="flex flex-wrap items-center gap-4">
        <Button onClick={onFile}>
          <FileUp size={16} aria-hidden />
          {t('import.file')}
        </Button>
        <SegmentedControl
          label={t('import.format')}
          value={format}
          onChange={(format) => onChange({ format })}
          segments={tableFormatSchema.options.map((value) => ({ value, label: t(`format.${value}`) }))}
        />
        {format === 'jsonl' ? null : (
          <Labelled
            text={t('import.header')}
            isOn={hasHeader}
            onChange={(hasHeader) => onChange({ hasHeader })}
          />
        )}
        <Labelled
          text={t('import.synthetic')}
          isOn={draft.isSynthetic}
          onChange={(isSynthetic) => onChange({ isSynthetic })}
        />
      </div>
      {dataset === null ? (
        <Field label={t('import.name')}>
          {(ids) => (
            <TextField
              {...ids}
              maxLength={200}
              placeholder={t('import.unnamed')}
              value={draft.name}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          )}
        </Field>
      ) : (
        <SegmentedControl
          label={t('import.mode')}
          value={draft.mode}
          onChange={(mode) => onChange({ mode })}
          segments={[
            { value: 'append', label: t('import.append') },
            { value: 'replace', label: t('import.replace') },
          ]}
        />
      )}
    </>
  )
}

type LabelledProps = {
  readonly text: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

function Labelled({ text, isOn, onChange }: LabelledProps) {
  return (
    <span className="flex items-center gap-2">
      <Switch isOn={isOn} onChange={onChange} label={text} />
      <span aria-hidden>{text}</span>
    </span>
  )
}

/** What the server would make of the text, once typing has stopped. */
function useImportPreview({ text, format, hasHeader }: Draft) {
  const asked = useDebounced(JSON.stringify({ format, text, hasHeader }), 200)
  return useQuery({
    queryKey: ['import-preview', asked],
    queryFn: ({ signal }) => testsClient.previewImport({ body: JSON.parse(asked), signal }),
    // What is asked lags behind what is typed: the beginning of it was empty.
    enabled: text !== '' && !asked.includes('"text":""'),
    retry: false,
    gcTime: 0,
    placeholderData: (previous) => previous,
  })
}

function send(dataset: Dataset | null, draft: Draft, roles: ColumnRole[], unnamed: string) {
  const { format, text, hasHeader, isSynthetic, mode } = draft
  const table = { format, text, hasHeader, isSynthetic }
  if (dataset === null) {
    const name = draft.name.trim() || unnamed
    // Without a preview the server goes by the names.
    return testsClient.importDataset({ body: { ...table, name, ...(roles.length === 0 ? {} : { roles }) } })
  }
  return testsClient.importDatasetVersion({
    params: { datasetId: dataset.id },
    body: { ...table, mode, baseVersion: dataset.latest.number },
  })
}
