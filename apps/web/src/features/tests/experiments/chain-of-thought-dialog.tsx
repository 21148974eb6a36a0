import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Dataset, Model } from '@trialogue/contract'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Field } from '../../../components/field.tsx'
import { KindChip } from '../../../components/kind-chip.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { modelsQuery } from '../../../lib/queries/models.ts'
import { testsClient } from '../../../lib/tests-client.ts'
import { experimentsQuery } from '../queries.ts'
import { ColumnField } from './mapping-fields.tsx'

/** As many as the contract takes. */
const maxModels = 4

type ChainOfThoughtDialogProps = {
  readonly dataset: Dataset
  readonly onMade: (experimentId: string) => void
  readonly onClose: () => void
}

/** Measures chain-of-thought on a data set: each model without and with it, on the same cases with the same seed. */
export function ChainOfThoughtDialog({ dataset, onMade, onClose }: ChainOfThoughtDialogProps) {
  const { t } = useTranslation('tests')
  const words = useTranslation('words')
  const formId = useId()
  const queryClient = useQueryClient()
  const { columns } = dataset.latest
  const { data: models } = useQuery(modelsQuery)
  const [chosen, setChosen] = useState<readonly string[] | null>(null)
  const [slice, setSlice] = useState(columns.find(({ role }) => role === 'metadata')?.name ?? null)
  const [limit, setLimit] = useState<number | null>(20)
  // One that carries out instructions is what most people mean to ask.
  const first = models?.items.find(({ kind }) => kind === 'instruct') ?? models?.items[0]
  const modelIds = chosen ?? (first === undefined ? [] : [first.id])
  const make = useMutation({
    mutationFn: () =>
      testsClient.createChainOfThoughtExperiment({
        body: {
          datasetId: dataset.id,
          datasetVersion: dataset.latest.number,
          models: modelIds.map((modelId) => ({ modelId })),
          sliceColumn: slice,
          itemsPerSlice: limit,
        },
      }),
    onSuccess: ({ id }) => {
      void queryClient.invalidateQueries({ queryKey: experimentsQuery.queryKey })
      onMade(id)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (modelIds.length > 0 && !make.isPending) make.mutate()
  }
  return (
    <Dialog
      isOpen
      title={t('chainOfThought.open')}
      description={t('chainOfThought.hint')}
      onOpenChange={onClose}
      footer={
        <>
          <Button onClick={onClose}>{words.t('action.cancel')}</Button>
          <Button
            look="primary"
            type="submit"
            form={formId}
            aria-disabled={modelIds.length === 0 || make.isPending}
          >
            {t('chainOfThought.measure')}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <ModelChecks models={models?.items ?? []} chosen={modelIds} onChange={setChosen} />
        <ColumnField
          label={t('mapping.slice')}
          hint={t('chainOfThought.sliceHint')}
          columns={columns}
          value={slice}
          onChange={setSlice}
        />
        <Field label={t('chainOfThought.size')} hint={t('chainOfThought.sizeHint')}>
          {(ids) => (
            <NumberField
              {...ids}
              placeholder={t('experiment.all')}
              value={limit}
              min={1}
              max={100_000}
              step={1}
              onChange={setLimit}
              onClear={() => setLimit(null)}
            />
          )}
        </Field>
        {make.isError ? <ErrorNotice error={make.error}>{t('experiment.notMade')}</ErrorNotice> : null}
      </form>
    </Dialog>
  )
}

type ModelChecksProps = {
  readonly models: readonly Model[]
  readonly chosen: readonly string[]
  readonly onChange: (modelIds: readonly string[]) => void
}

/** Picks several models. */
function ModelChecks({ models, chosen, onChange }: ModelChecksProps) {
  const { t } = useTranslation('tests')
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="font-medium text-muted text-small">{t('chainOfThought.models')}</legend>
      {models.map(({ id, name, kind }) => (
        <label key={id} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={chosen.includes(id)}
            disabled={chosen.length >= maxModels && !chosen.includes(id)}
            onChange={() =>
              onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
            }
          />
          <KindChip kind={kind} />
          <span className="min-w-0 truncate">{name}</span>
        </label>
      ))}
    </fieldset>
  )
}
