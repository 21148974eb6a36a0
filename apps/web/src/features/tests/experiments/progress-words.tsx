import type { ExperimentSummary } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../lib/format-number.ts'
import { formatSpan } from '../../../lib/format-span.ts'

type ProgressWordsProps = {
  readonly experiment: Pick<ExperimentSummary, 'status' | 'counts' | 'remainingMs'>
}

/** How far an experiment is: its state, done of all, failed, what is left. */
export function ProgressWords({ experiment: { status, counts, remainingMs } }: ProgressWordsProps) {
  const { t, i18n } = useTranslation('tests')
  const number = (value: number) => formatNumber(value, i18n.language)
  const done = counts.done + counts.failed
  const parts = [
    t('progress.done', { done: number(done), total: number(counts.total) }),
    ...(counts.failed === 0 ? [] : [t('progress.failed', { failed: number(counts.failed) })]),
    ...(done < counts.total || counts.unscored === 0
      ? []
      : [t('progress.unscored', { unscored: number(counts.unscored) })]),
    ...(remainingMs === null ? [] : [t('progress.left', { span: formatSpan(remainingMs, i18n.language) })]),
  ]
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <span aria-hidden className="h-1.5 w-24 shrink-0 overflow-hidden rounded-full bg-border">
        <span
          className={`block h-full ${status === 'completed' ? 'bg-success' : 'bg-accent'}`}
          style={{ width: `${counts.total === 0 ? 0 : (done / counts.total) * 100}%` }}
        />
      </span>
      <span className={status === 'running' ? 'text-accent' : 'text-muted'}>{t(`status.${status}`)}</span>
      <span className="text-muted">{parts.join(' · ')}</span>
    </span>
  )
}
