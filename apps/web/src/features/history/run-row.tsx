import { Link } from '@tanstack/react-router'
import type { RunSummary } from '@trialogue/contract'
import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { KindChip } from '../../components/kind-chip.tsx'
import { formatDuration } from '../../lib/format-duration.ts'
import { formatExactTime, formatRelativeTime } from '../../lib/format-time.ts'
import { RunStatusMark } from './run-status-mark.tsx'

/** One run of the list: of which prompt, what was asked and answered, by whom, and how that went. */
export function RunRow({ run, now }: { readonly run: RunSummary; readonly now: number }) {
  const { t } = useTranslation('history')
  const kinds = [...new Set(run.models.map(({ modelKind }) => modelKind))]
  const strategies = run.strategies.filter((strategy) => strategy !== 'off')
  return (
    <Link
      to="/runs/$runId"
      params={{ runId: run.id }}
      data-run={run.id}
      className="flex flex-col gap-1 px-3 py-2 -outline-offset-2 hover:bg-hover"
    >
      <span className="flex items-center gap-2">
        <span className="min-w-0 truncate font-medium">{run.promptName ?? t('row.noPrompt')}</span>
        {run.promptVersion === null ? null : (
          <span className="text-muted text-small tabular-nums">
            {t('row.version', { number: run.promptVersion })}
          </span>
        )}
        <span className="flex-1" />
        {kinds.map((kind) => (
          <KindChip key={kind} kind={kind} />
        ))}
      </span>
      <span className="flex min-w-0 items-baseline gap-2">
        <span className="min-w-0 max-w-[60%] shrink truncate">{run.promptLine || t('row.nothingAsked')}</span>
        {run.outputLine === null ? null : (
          <>
            <ArrowRight size={12} aria-hidden className="shrink-0 self-center text-muted" />
            <span className="sr-only">{t('row.answered')}</span>
            <span className="min-w-0 flex-1 truncate text-muted">{run.outputLine}</span>
          </>
        )}
      </span>
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-small tabular-nums">
        <RunStatusMark run={run} />
        {strategies.map((strategy) => (
          <span key={strategy}>{t(`strategy.${strategy}`)}</span>
        ))}
        {run.itemCount === 1 ? null : <span>{t('row.items', { count: run.itemCount })}</span>}
        {run.sampleCount === 1 ? null : <span>{t('row.samples', { count: run.sampleCount })}</span>}
        <RunFigures run={run} />
        <span className="flex-1" />
        <RunTime time={run.createdAt} now={now} />
      </span>
    </Link>
  )
}

function RunFigures({ run }: { readonly run: RunSummary }) {
  const { t, i18n } = useTranslation('history')
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <>
      {run.tokens === null ? null : (
        <span title={t('row.tokensHint')}>
          {t('row.tokens', {
            read: number.format(run.tokens.prompt),
            written: number.format(run.tokens.completion),
          })}
        </span>
      )}
      {run.finishedAt === null ? null : (
        <span title={t('row.durationHint')}>
          {formatDuration(run.finishedAt - run.createdAt, i18n.language)}
        </span>
      )}
    </>
  )
}

function RunTime({ time, now }: { readonly time: number; readonly now: number }) {
  const { i18n } = useTranslation('history')
  return (
    <time dateTime={new Date(time).toISOString()} title={formatExactTime(time, i18n.language)}>
      {formatRelativeTime(time, now, i18n.language)}
    </time>
  )
}
