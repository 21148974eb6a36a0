import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { formatBytes } from '../format-bytes.ts'
import { cachedQuery } from '../queries.ts'

type CachedListProps = {
  /** Shows what using a repository, with its revision, would do. */
  readonly onUse: (repository: string) => void
}

/** Repositories that other programs have fetched and that are not among the models yet. Nothing where there is none. */
export function CachedList({ onUse }: CachedListProps) {
  const { t, i18n } = useTranslation('models')
  const { data } = useQuery(cachedQuery)
  const headingId = useId()
  const unused = data?.items.filter(({ modelId }) => modelId === null) ?? []
  if (unused.length === 0) return null
  return (
    <section aria-labelledby={headingId} className="flex flex-col gap-3">
      <div>
        <h2 id={headingId} className="font-semibold text-heading">
          {t('pull.cached.title')}
        </h2>
        <p className="max-w-[72ch] text-muted">{t('pull.cached.text')}</p>
      </div>
      <ul className="divide-y divide-border rounded-ui border border-border bg-surface">
        {unused.map(({ repository: { name, revision }, sizeBytes, precisions }) => (
          <li key={`${name}@${revision}`} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <span className="min-w-0 flex-1 basis-56 break-all font-mono text-code" title={revision}>
              {name}
            </span>
            <span className="text-muted text-small tabular-nums">
              {t('pull.cached.facts', {
                size: formatBytes(sizeBytes, i18n.language),
                precisions: precisions.join(', '),
              })}
            </span>
            <Button
              size="small"
              aria-label={t('pull.cached.useName', { model: name })}
              onClick={() => onUse(`${name}@${revision}`)}
            >
              {t('pull.cached.use')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
