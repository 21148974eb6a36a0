import type { EndpointCheck, EndpointTest } from '@trialogue/contract'
import { Check, CircleAlert, type LucideIcon, Minus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../../lib/class-names.ts'
import { formatDuration } from '../../../lib/format-duration.ts'
import { formatExactTime, formatRelativeTime } from '../../../lib/format-time.ts'

/** What the last test of a server said: in one line, and check by check when somebody asks or something failed. */
export function TestOutcome({ test }: { readonly test: EndpointTest | null }) {
  const { t, i18n } = useTranslation('models')
  if (test === null) return <p className="text-muted">{t('endpoint.test.never')}</p>
  const { checks, modelName, testedAt } = test
  const works = checks.filter(({ outcome }) => outcome === 'works').length
  const when = formatRelativeTime(testedAt, Date.now(), i18n.language)
  return (
    // Made anew with each test: what failed is in sight at once.
    <details key={testedAt} open={checks.some(({ outcome }) => outcome === 'failed')}>
      <summary className="w-fit max-w-full rounded-small" title={formatExactTime(testedAt, i18n.language)}>
        <span className="font-medium">{t('endpoint.test.title')}</span>{' '}
        <span className="text-muted tabular-nums">
          {modelName === null
            ? t('endpoint.test.without', { when })
            : t('endpoint.test.with', { when, model: modelName })}
          {' · '}
          {t('endpoint.test.summary', { works, total: checks.length })}
        </span>
      </summary>
      <ul aria-label={t('endpoint.test.title')} className="mt-2 grid gap-x-8 gap-y-1.5 laptop:grid-cols-2">
        {checks.map((check) => (
          <CheckLine key={check.id} check={check} />
        ))}
      </ul>
    </details>
  )
}

const icons: Readonly<Record<EndpointCheck['outcome'], LucideIcon>> = {
  works: Check,
  absent: Minus,
  failed: CircleAlert,
}
const tones = { works: 'text-success', absent: 'text-muted', failed: 'text-failure' } as const

function CheckLine({ check }: { readonly check: EndpointCheck }) {
  const { t, i18n } = useTranslation('models')
  const { id, outcome, detail, durationMs } = check
  const Icon = icons[outcome]
  return (
    <li className="flex items-start gap-2" title={formatDuration(durationMs, i18n.language)}>
      <Icon size={16} aria-hidden className={classNames('mt-0.5 shrink-0', tones[outcome])} />
      <span className="min-w-0">
        {t(`endpoint.test.check.${id}`)}:{' '}
        <span
          className={classNames(
            outcome === 'works' ? 'text-muted' : 'font-medium',
            outcome === 'failed' && 'text-failure',
          )}
        >
          {t(`endpoint.test.outcome.${outcome}`)}
        </span>
        {detail === '' ? null : <span className="block break-words text-muted text-small">{detail}</span>}
      </span>
    </li>
  )
}
