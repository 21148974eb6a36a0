import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Dataset, Prompt, PromptContent } from '@trialogue/contract'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Field } from '../../../components/field.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { modelsQuery } from '../../../lib/queries/models.ts'
import { testsClient } from '../../../lib/tests-client.ts'
import { experimentsQuery } from '../queries.ts'
import { EstimateLine } from './estimate-line.tsx'
import { type ExperimentDraft, openDraft, toRequest, unmapped } from './experiment-draft.ts'
import { MappingFields } from './mapping-fields.tsx'
import { ScorerList } from './scorer-list.tsx'
import { VariantList } from './variant-list.tsx'

type ExperimentFormProps = {
  readonly formId: string
  readonly prompt: Prompt
  readonly promptVersion: number | null
  readonly content: PromptContent
  readonly dataset: Dataset
  readonly onBusy: (isBusy: boolean) => void
  readonly onMade: (experimentId: string) => void
}

/** Everything about an experiment but the prompt and the data set, which it begins from. */
export function ExperimentForm(props: ExperimentFormProps) {
  const { formId, prompt, promptVersion, content, dataset, onBusy, onMade } = props
  const { t } = useTranslation('tests')
  const { columns, rowCount, number: datasetVersion } = dataset.latest
  const [draft, setDraft] = useState(() => openDraft(content, columns, `${prompt.name} · ${dataset.name}`))
  const [isTried, setIsTried] = useState(false)
  const change = (part: Partial<ExperimentDraft>) => setDraft((draft) => ({ ...draft, ...part }))
  const { data: models } = useQuery(modelsQuery)
  const queryClient = useQueryClient()
  const make = useMutation({
    mutationFn: () =>
      testsClient.createExperiment({
        body: toRequest(draft, {
          promptId: prompt.id,
          promptVersion,
          body: content.body,
          datasetId: dataset.id,
          datasetVersion,
        }),
      }),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: experimentsQuery.queryKey })
      onMade(id)
    },
  })
  const { isPending } = make
  useEffect(() => onBusy(isPending), [isPending, onBusy])
  const missing = unmapped(draft)
  const hasName = draft.name.trim() !== ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsTried(true)
    if (missing.length === 0 && hasName && draft.variants.length > 0 && !isPending) make.mutate()
  }
  return (
    <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-6">
      <Field label={t('experiment.name')}>
        {(ids) => (
          <TextField
            {...ids}
            maxLength={200}
            aria-invalid={isTried && !hasName}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <MappingFields draft={draft} columns={columns} values={content.values} onChange={change} />
      <VariantList
        variants={draft.variants}
        models={models?.items ?? []}
        onChange={(variants) => change({ variants })}
      />
      <ScorerList
        scorers={draft.scorers}
        variants={draft.variants}
        models={models?.items ?? []}
        onChange={(scorers) => change({ scorers })}
      />
      <SizeFields draft={draft} rowCount={rowCount} onChange={change} />
      <EstimateLine draft={draft} rowCount={rowCount} />
      {isTried && missing.length > 0 ? (
        <p role="alert" className="text-failure">
          {t('mapping.missing', { names: missing.join(', ') })}
        </p>
      ) : null}
      {make.isError ? <ErrorNotice error={make.error}>{t('experiment.notMade')}</ErrorNotice> : null}
    </form>
  )
}

type SizeFieldsProps = {
  readonly draft: ExperimentDraft
  readonly rowCount: number
  readonly onChange: (part: Partial<ExperimentDraft>) => void
}

/** How many cases, and how many answers to each. */
function SizeFields({ draft, rowCount, onChange }: SizeFieldsProps) {
  const { t } = useTranslation('tests')
  return (
    <div className="grid grid-cols-2 gap-3 tablet:grid-cols-4">
      <Field label={t('experiment.samples')} hint={t('experiment.samplesHint')}>
        {(ids) => (
          <NumberField
            {...ids}
            value={draft.samples}
            min={1}
            max={8}
            step={1}
            onChange={(samples) => onChange({ samples })}
          />
        )}
      </Field>
      <Field label={t('experiment.cases')} hint={t('experiment.casesHint')}>
        {(ids) => (
          <NumberField
            {...ids}
            placeholder={t('experiment.all')}
            value={draft.caseLimit}
            min={1}
            max={Math.max(1, rowCount)}
            step={1}
            onChange={(caseLimit) => onChange({ caseLimit })}
            onClear={() => onChange({ caseLimit: null })}
          />
        )}
      </Field>
    </div>
  )
}
