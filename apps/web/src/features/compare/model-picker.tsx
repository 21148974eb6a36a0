import { useQuery } from '@tanstack/react-query'
import type { Column, Model } from '@trialogue/contract'
import { Server } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/badge.tsx'
import { Combobox } from '../../components/combobox.tsx'
import { KindChip } from '../../components/kind-chip.tsx'
import { KindGuide } from '../../components/kind-guide.tsx'
import { modelsQuery } from '../../lib/queries/models.ts'
import { useWorkspace } from '../../lib/workspace.ts'
import { setModel } from './column-edits.ts'
import { useColumnModel } from './use-models.ts'

/** A column's model: its kind, which explains itself, and the list to choose another one from. */
export function ModelPicker({ column }: { readonly column: Column }) {
  const { t } = useTranslation('compare')
  const { data } = useQuery(modelsQuery)
  const { name, model, isMissing } = useColumnModel(column)
  const update = useWorkspace((state) => state.update)
  const hasServers = data?.items.some(isRemote) === true
  return (
    <div className="flex min-w-0 flex-1 items-center gap-1.5">
      {model === null ? null : <KindGuide kind={model.kind} />}
      <Combobox
        value={column.modelId}
        label={t('model.label', { name: spokenName(name, model) })}
        searchLabel={t('model.search')}
        emptyText={data === undefined ? t('model.failed') : t('model.none')}
        onChange={(modelId) => update(setModel(column.id, modelId))}
        options={(data?.items ?? []).toSorted(localFirst).map((item) => ({
          value: item.id,
          text: [item.name, item.id, item.kind, item.family, item.executionProvider ?? ''].join(' '),
          content: <ModelOption model={item} />,
          // Where all run here, that goes without saying.
          ...(hasServers ? { group: t(isRemote(item) ? 'model.servers' : 'model.local') } : {}),
        }))}
        className="min-w-0 flex-1"
      >
        {/* The spaces keep words apart for those who hear them. */}
        <span className="truncate font-medium">{name}</span>{' '}
        {isMissing ? <span className="shrink-0 text-failure text-small">{t('model.missing')}</span> : null}
        {model === null ? null : (
          <span className="flex gap-1 @max-[22rem]:hidden">
            <ModelBadges model={model} />
          </span>
        )}
      </Combobox>
    </div>
  )
}

const isRemote = ({ source }: Model) => source === 'endpoint'

const localFirst = (one: Model, other: Model) => Number(isRemote(one)) - Number(isRemote(other))

/** The server that runs a model, by the name that it was connected with: `team` of `endpoint:team/big`. */
function serverOf({ id }: Model): string {
  return id.slice('endpoint:'.length).split('/')[0] ?? ''
}

/** All that can be seen of a model in its button: what is said of it must contain that. */
function spokenName(name: string, model: Model | null): string {
  const place = model !== null && isRemote(model) ? serverOf(model) : model?.executionProvider
  return [name, place, model?.precision].filter(Boolean).join(' ')
}

/** Where it runs, once that is known, and how its weights are stored. */
function ModelBadges({ model }: { readonly model: Model }) {
  const { t } = useTranslation('compare')
  const { executionProvider, precision } = model
  return (
    <>
      {isRemote(model) ? (
        <span title={t('model.remote', { server: serverOf(model) })}>
          <Badge>
            <Server size={12} aria-hidden />
            {serverOf(model)}
          </Badge>
        </span>
      ) : null}
      {executionProvider === null ? null : (
        <span title={t('metric.deviceHint')}>
          <Badge>{executionProvider}</Badge>
        </span>
      )}{' '}
      {precision === null ? null : (
        <span title={t('model.precision')}>
          <Badge>{precision}</Badge>
        </span>
      )}
    </>
  )
}

function ModelOption({ model }: { readonly model: Model }) {
  const { t, i18n } = useTranslation('compare')
  const compact = new Intl.NumberFormat(i18n.language, { notation: 'compact', maximumFractionDigits: 1 })
  const facts = [
    model.parameterCount === null
      ? null
      : t('model.parameters', { size: compact.format(model.parameterCount) }),
    model.sizeBytes === null ? null : formatMegabytes(model.sizeBytes, i18n.language),
    t('model.context', { tokens: model.contextLength }),
    model.status === 'ready' ? t('model.loaded') : null,
  ]
  return (
    <>
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate">{model.name}</span>
        <ModelBadges model={model} />
        <KindChip kind={model.kind} />
      </span>
      <span className="block text-muted text-small">{facts.filter((fact) => fact !== null).join(' · ')}</span>
    </>
  )
}

function formatMegabytes(bytes: number, language: string): string {
  const format = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: bytes < 1e7 ? 1 : 0,
  })
  return format.format(bytes / 1e6)
}
