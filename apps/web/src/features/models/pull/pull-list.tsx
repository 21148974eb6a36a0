import type { Pull } from '@trialogue/contract'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { PullRow } from './pull-row.tsx'

type PullListProps = {
  readonly pulls: readonly Pull[]
  readonly onShow: (modelId: string) => void
}

/** What is on its way to this machine, and what came lately. Nothing where there is none. */
export function PullList({ pulls, onShow }: PullListProps) {
  const { t } = useTranslation('models')
  const headingId = useId()
  if (pulls.length === 0) return null
  return (
    <section aria-labelledby={headingId} className="rounded-ui border border-border bg-surface">
      <h2 id={headingId} className="flex min-h-11 items-center px-4 font-semibold">
        {t('pull.list.title')}
      </h2>
      <ul>
        {pulls.map((pull) => (
          <PullRow key={pull.id} pull={pull} onShow={onShow} />
        ))}
      </ul>
    </section>
  )
}
