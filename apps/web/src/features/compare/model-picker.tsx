import { useQuery } from '@tanstack/react-query'
import type { Column, Model } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Combobox } from '../../components/combobox.tsx'
import { KindChip } from '../../components/kind-chip.tsx'
import { modelsQuery } from '../../lib/queries/models.ts'
import { useWorkspace } from '../../lib/workspace.ts'
import { setModel } from './column-edits.ts'
import { useColumnModel } from './use-models.ts'

/** Chooses a column's model. */
export function ModelPicker({ column }: { readonly column: Column }) {
  const { t } = useTranslation('compare')
  const words = useTranslation('words')
  const { data } = useQuery(modelsQuery)
  const { name, model, isMissing } = useColumnModel(column)
  const update = useWorkspace((state) => state.update)
  return (
    <Combobox
      value={column.modelId}
      // What is seen is part of the name (WCAG 2.5.3), the chip included.
      label={t('model.label', { name: model === null ? name : `${words.t(`kind.${model.kind}`)} ${name}` })}
      searchLabel={t('model.search')}
      emptyText={data === undefined ? t('model.failed') : t('model.none')}
      onChange={(modelId) => update(setModel(column.id, modelId))}
      options={(data?.items ?? []).map((item) => ({
        value: item.id,
        text: `${item.name} ${item.id} ${item.kind}`,
        content: <ModelOption model={item} />,
      }))}
      className="min-w-0 flex-1"
    >
      {model === null ? null : <KindChip kind={model.kind} />}{' '}
      <span className="truncate font-medium">{name}</span>
      {isMissing ? <span className="shrink-0 text-failure text-small">{t('model.missing')}</span> : null}
    </Combobox>
  )
}

function ModelOption({ model }: { readonly model: Model }) {
  const { t, i18n } = useTranslation('compare')
  const compact = new Intl.NumberFormat(i18n.language, { notation: 'compact', maximumFractionDigits: 1 })
  const facts = [
    model.parameterCount === null
      ? null
      : t('model.parameters', { size: compact.format(model.parameterCount) }),
    t('model.context', { tokens: model.contextLength }),
    model.status === 'ready' ? t('model.loaded') : null,
  ]
  return (
    <>
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate">{model.name}</span>
        <KindChip kind={model.kind} />
      </span>
      <span className="block text-muted text-small">{facts.filter((fact) => fact !== null).join(' · ')}</span>
    </>
  )
}
