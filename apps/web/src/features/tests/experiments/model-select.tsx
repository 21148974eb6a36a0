import type { Model } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Combobox } from '../../../components/combobox.tsx'
import { KindChip } from '../../../components/kind-chip.tsx'

type ModelSelectProps = {
  readonly label: string
  readonly models: readonly Model[]
  readonly modelId: string
  readonly onChange: (modelId: string) => void
}

/** Picks a model. */
export function ModelSelect({ label, models, modelId, onChange }: ModelSelectProps) {
  const { t } = useTranslation('tests')
  const model = models.find(({ id }) => id === modelId)
  return (
    <Combobox
      label={`${label}: ${model?.name ?? modelId}`}
      searchLabel={t('model.search')}
      emptyText={t('model.none')}
      value={modelId}
      onChange={onChange}
      options={models.map(({ id, name, kind }) => ({
        value: id,
        text: `${name} ${id}`,
        content: (
          <span className="flex min-w-0 items-center gap-2">
            <KindChip kind={kind} />
            <span className="min-w-0 truncate">{name}</span>
          </span>
        ),
      }))}
    >
      {model === undefined ? null : <KindChip kind={model.kind} />}
      <span className="min-w-0 truncate">{model?.name ?? modelId}</span>
    </Combobox>
  )
}
