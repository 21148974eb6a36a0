import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { formatExactTime } from '../../lib/format-time.ts'
import { useErrorText } from '../../lib/use-error-text.ts'
import type { RunOutline } from './use-run.ts'

type OtherRunProps = {
  /** Null while it is read, or where it could not be. */
  readonly other: RunOutline | null
  readonly error: Error | null
  readonly onEnd: () => void
}

/** Which run this one is compared with, and the way out of the comparison. */
export function OtherRun({ other, error, onEnd }: OtherRunProps) {
  const { t, i18n } = useTranslation('history')
  const errorText = useErrorText()
  const end = (
    <Button size="small" onClick={onEnd}>
      {t('compare.end')}
    </Button>
  )
  if (error !== null) {
    return (
      <Notice tone="failure" actions={end}>
        {t('compare.failed')} {errorText(error)}
      </Notice>
    )
  }
  if (other === null) return <p className="text-muted">{t('run.loading')}</p>
  return (
    <Notice tone="info" actions={end}>
      {t('compare.with')}{' '}
      <Link to="/runs/$runId" params={{ runId: other.id }} className="font-medium text-accent underline">
        {t('compare.runOf', { time: formatExactTime(other.createdAt, i18n.language) })}
      </Link>
    </Notice>
  )
}
