import type { PromptVersionSummary } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { formatExactTime, formatRelativeTime } from '../../lib/format-time.ts'

type Props = {
  readonly version: PromptVersionSummary
  /** Whether the open draft was edited from it. */
  readonly isBase: boolean
  readonly onCompare: () => void
  readonly onRestore: () => void
}

/** One version on the timeline. */
export function TimelineEntry({ version, isBase, onCompare, onRestore }: Props) {
  const { t, i18n } = useTranslation('versions')
  const { number, parentNumber, restoredFromNumber, message, createdAt } = version
  const origin =
    restoredFromNumber !== null
      ? t('timeline.restored', { number: restoredFromNumber })
      : parentNumber !== null && parentNumber !== number - 1
        ? t('timeline.from', { number: parentNumber })
        : null
  return (
    <li className="relative border-border border-l py-2 pl-4">
      <span
        aria-hidden
        className={`absolute top-4 -left-[5px] size-[9px] rounded-full border ${
          isBase ? 'border-accent bg-accent' : 'border-control bg-surface'
        }`}
      />
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-semibold tabular-nums">{t('diff.version', { number })}</span>
        {isBase ? <Badge tone="accent">{t('timeline.current')}</Badge> : null}
        <time
          className="text-muted text-small"
          dateTime={new Date(createdAt).toISOString()}
          title={formatExactTime(createdAt, i18n.language)}
        >
          {formatRelativeTime(createdAt, Date.now(), i18n.language)}
        </time>
      </div>
      {message === '' ? null : <p className="break-words">{message}</p>}
      {origin === null ? null : <p className="text-muted text-small">{origin}</p>}
      {message === '' && origin === null ? <p className="text-muted">{t('timeline.noMessage')}</p> : null}
      <div className="mt-1 -ml-2 flex gap-1">
        <Button
          look="quiet"
          size="small"
          aria-label={t(parentNumber === null ? 'timeline.compareDraftLabel' : 'timeline.compareLabel', {
            number,
          })}
          onClick={onCompare}
        >
          {t('timeline.compare')}
        </Button>
        <Button
          look="quiet"
          size="small"
          aria-label={t('timeline.restoreLabel', { number })}
          onClick={onRestore}
        >
          {t('timeline.restore')}
        </Button>
      </div>
    </li>
  )
}
