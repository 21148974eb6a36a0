import { useQuery } from '@tanstack/react-query'
import type { HubState, Pull } from '@trialogue/contract'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { familiesQuery } from '../queries.ts'
import { FamilyCard } from './family-card.tsx'

type FamilyListProps = {
  readonly pulls: readonly Pull[]
  readonly hub: HubState | null
  /** Opens a prompt with these models side by side. */
  readonly onCompare: (family: string, modelIds: readonly string[]) => void
}

/** Families that are known to run here, each with one button that gets the siblings. */
export function FamilyList({ pulls, hub, onCompare }: FamilyListProps) {
  const { t } = useTranslation('models')
  const { data, error, refetch } = useQuery(familiesQuery)
  const headingId = useId()
  return (
    <section aria-labelledby={headingId} className="flex flex-col gap-3">
      <div>
        <h2 id={headingId} className="font-semibold text-heading">
          {t('pull.families.title')}
        </h2>
        <p className="max-w-[72ch] text-muted">{t('pull.families.text')}</p>
      </div>
      {error === null || data !== undefined ? null : (
        <ErrorNotice error={error} onRetry={() => void refetch()}>
          {t('pull.families.failed')}
        </ErrorNotice>
      )}
      {data?.items.length === 0 ? <p className="text-muted">{t('pull.families.none')}</p> : null}
      <ul className="grid gap-3 tablet:grid-cols-2 desktop:grid-cols-3">
        {data?.items.map((family) => (
          <FamilyCard key={family.id} {...{ family, pulls, hub, onCompare }} />
        ))}
      </ul>
    </section>
  )
}
