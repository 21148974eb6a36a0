import { useQuery } from '@tanstack/react-query'
import type { Model } from '@trialogue/contract'
import { Columns3 } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import type { ModelsSearch } from '../models-search.ts'
import { familiesQuery, machineQuery } from '../queries.ts'
import { groupFamilies, type ModelFamily, onePerKind } from './group-families.ts'
import { ModelRow } from './model-row.tsx'

type ModelFamiliesProps = {
  readonly models: readonly Model[]
  readonly search: ModelsSearch
  readonly onSearch: (search: ModelsSearch) => void
  /** Opens a prompt with these models side by side. */
  readonly onCompare: (family: string, models: readonly Model[]) => void
}

/** The models on this machine, siblings next to each other. */
export function ModelFamilies({ models, search, onSearch, onCompare }: ModelFamiliesProps) {
  const { data: families } = useQuery(familiesQuery)
  return groupFamilies(models, families?.items ?? []).map((family) => (
    <FamilyGroup key={family.id} {...{ family, search, onSearch, onCompare }} />
  ))
}

type FamilyGroupProps = Omit<ModelFamiliesProps, 'models'> & { readonly family: ModelFamily }

function FamilyGroup({ family, search, onSearch, onCompare }: FamilyGroupProps) {
  const { t } = useTranslation('models')
  const { data: machine } = useQuery(machineQuery)
  const headingId = useId()
  const siblings = onePerKind(family.models)
  const licences = new Set(family.models.map(({ licence }) => licence))
  const [licence = null] = licences
  const open = (modelId: string, dialog: ModelsSearch['dialog']): ModelsSearch => ({
    model: modelId,
    ...(dialog === undefined ? {} : { dialog }),
  })
  return (
    <section aria-labelledby={headingId} className="rounded-ui border border-border bg-surface">
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1">
        <h3 id={headingId} data-user-text="" className="min-w-0 break-words font-semibold">
          {family.name}
        </h3>
        <span className="text-muted text-small">
          {[t('family.count', { count: family.models.length }), licences.size === 1 ? licence : null]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
        <span className="flex-1" />
        {siblings.length < 2 ? null : (
          <Button
            size="small"
            look="quiet"
            aria-label={t('pull.families.compareName', { family: family.name })}
            title={t('family.compareHint')}
            onClick={() => onCompare(family.name, siblings)}
            className="-mr-2"
          >
            <Columns3 size={16} aria-hidden />
            {t('family.compare')}
          </Button>
        )}
      </header>
      <ul>
        {family.models.map((model) => (
          <ModelRow
            key={model.id}
            model={model}
            machine={machine ?? null}
            isOpen={search.model === model.id}
            onOpen={(isOpen) => onSearch(isOpen ? open(model.id, undefined) : {})}
            onCard={() => onSearch(open(model.id, 'card'))}
            onRemove={() => onSearch(open(model.id, 'remove'))}
          />
        ))}
      </ul>
    </section>
  )
}
