import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../lib/format-duration.ts'
import { formatExactTime, formatRelativeTime } from '../../lib/format-time.ts'
import { promptQuery } from '../../lib/queries/prompts.ts'
import type { RunOutline } from './use-run.ts'

/** Which run this is: of which prompt, when, and how long it took. */
export function RunFacts({ run }: { readonly run: RunOutline }) {
  const { t, i18n } = useTranslation('history')
  const { data: prompt } = useQuery({ ...promptQuery(run.promptId ?? ''), enabled: run.promptId !== null })
  return (
    <div className="flex min-w-0 flex-wrap items-baseline gap-x-3 tablet:flex-nowrap">
      <h1 className="min-w-0 max-w-full truncate font-semibold text-ui">
        {run.promptId === null ? (
          t('row.noPrompt')
        ) : (
          <Link to="/p/$promptId" params={{ promptId: run.promptId }} className="hover:underline">
            {prompt?.name ?? t('run.ofPrompt')}
          </Link>
        )}
      </h1>
      <span className="shrink-0 text-muted text-small tabular-nums">
        {run.promptVersion === null ? t('run.unsaved') : t('row.version', { number: run.promptVersion })}
        {' · '}
        <time
          dateTime={new Date(run.createdAt).toISOString()}
          title={formatExactTime(run.createdAt, i18n.language)}
        >
          {formatRelativeTime(run.createdAt, Date.now(), i18n.language)}
        </time>
        {run.finishedAt === null ? null : (
          <span title={t('row.durationHint')}>
            {' · '}
            {formatDuration(run.finishedAt - run.createdAt, i18n.language)}
          </span>
        )}
      </span>
    </div>
  )
}
