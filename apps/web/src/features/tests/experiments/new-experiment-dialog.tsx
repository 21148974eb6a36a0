import { useQuery } from '@tanstack/react-query'
import type { Dataset, PromptContent } from '@trialogue/contract'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Field } from '../../../components/field.tsx'
import { Select } from '../../../components/select.tsx'
import { client } from '../../../lib/client.ts'
import { promptsQuery } from '../../../lib/queries/prompts.ts'
import { ExperimentForm } from './experiment-form.tsx'

type NewExperimentDialogProps = {
  readonly datasets: readonly Dataset[]
  /** The one that it was opened from. */
  readonly dataset: Dataset | null
  readonly onMade: (experimentId: string) => void
  readonly onClose: () => void
}

/** Sets an experiment up: which prompt on which cases, by whom, and how it is judged. */
export function NewExperimentDialog({ datasets, dataset, onMade, onClose }: NewExperimentDialogProps) {
  const { t } = useTranslation('tests')
  const words = useTranslation('words')
  const formId = useId()
  const { data: prompts } = useQuery(promptsQuery)
  const [promptId, setPromptId] = useState<string | null>(null)
  const [number, setNumber] = useState<number | null>(null)
  const [datasetId, setDatasetId] = useState(dataset?.id ?? datasets[0]?.id ?? null)
  const [isBusy, setIsBusy] = useState(false)
  const prompt = prompts?.items.find(({ id }) => id === promptId) ?? prompts?.items[0]
  const version = number ?? prompt?.latestVersion ?? null
  const chosen = datasets.find(({ id }) => id === datasetId)
  const { data: content, error } = usePromptContent(prompt?.id ?? null, version)
  const needs = chosen === undefined ? t('experiment.needsDataset') : null
  return (
    <Dialog
      isOpen
      size="large"
      title={t('experiment.new')}
      description={t('experiment.newHint')}
      onOpenChange={onClose}
      footer={
        <>
          <Button onClick={onClose}>{words.t('action.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} aria-disabled={content === undefined || isBusy}>
            {t('experiment.run')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-6">
        <div className="grid gap-3 tablet:grid-cols-3">
          <Labelled label={t('experiment.prompt')}>
            {(ids) => (
              <Select
                {...ids}
                aria-label={t('experiment.prompt')}
                value={prompt?.id ?? ''}
                onChange={(id) => {
                  setPromptId(id)
                  setNumber(null)
                }}
                options={(prompts?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
          </Labelled>
          <VersionSelect latest={prompt?.latestVersion ?? 0} version={version} onChange={setNumber} />
          <Labelled label={t('experiment.dataset')}>
            {(ids) => (
              <Select
                {...ids}
                aria-label={t('experiment.dataset')}
                value={datasetId ?? ''}
                onChange={setDatasetId}
                options={datasets.map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
          </Labelled>
        </div>
        {needs === null ? null : <p className="text-muted">{needs}</p>}
        {error === null ? null : <ErrorNotice error={error}>{t('experiment.promptFailed')}</ErrorNotice>}
        {content === undefined || chosen === undefined || prompt === undefined ? null : (
          <ExperimentForm
            key={`${prompt.id} ${version} ${chosen.id}`}
            formId={formId}
            prompt={prompt}
            promptVersion={version}
            content={content}
            dataset={chosen}
            onBusy={setIsBusy}
            onMade={onMade}
          />
        )}
      </div>
    </Dialog>
  )
}

type VersionSelectProps = {
  /** The newest version of the prompt; 0 for none. */
  readonly latest: number
  readonly version: number | null
  readonly onChange: (version: number) => void
}

function VersionSelect({ latest, version, onChange }: VersionSelectProps) {
  const { t } = useTranslation('tests')
  const numbers = Array.from({ length: latest }, (_, index) => latest - index)
  return (
    <Labelled label={t('experiment.promptVersion')}>
      {(ids) => (
        <Select
          {...ids}
          aria-label={t('experiment.promptVersion')}
          value={version === null ? 'draft' : String(version)}
          onChange={(value) => onChange(Number(value))}
          options={
            latest === 0
              ? [{ value: 'draft', label: t('experiment.draft') }]
              : numbers.map((number) => ({
                  value: String(number),
                  label: t('dataset.versionName', { number }),
                }))
          }
        />
      )}
    </Labelled>
  )
}

type LabelledProps = {
  readonly label: string
  readonly children: (ids: { id: string; 'aria-describedby': string | undefined }) => ReactNode
}

const Labelled = ({ label, children }: LabelledProps) => <Field label={label}>{children}</Field>

/** What a version holds, or the draft of a prompt that has none. */
function usePromptContent(promptId: string | null, version: number | null) {
  return useQuery({
    queryKey: ['experiment-prompt', promptId, version],
    queryFn: async ({ signal }): Promise<PromptContent> => {
      const id = promptId ?? ''
      if (version === null) return (await client.getDraft({ params: { promptId: id }, signal })).content
      return (await client.getVersion({ params: { promptId: id, number: version }, signal })).content
    },
    enabled: promptId !== null,
    staleTime: 0,
    gcTime: 0,
    // A draft is edited elsewhere; what is being set up here does not change under the hands.
    refetchOnWindowFocus: false,
  })
}
