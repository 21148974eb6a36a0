import type { AddressHealth, Endpoint, RateLimit } from '@trialogue/contract'
import { CircleAlert, CircleCheck, CircleDashed, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../../lib/class-names.ts'
import { formatNumber } from '../../../lib/format-number.ts'
import { formatExactTime } from '../../../lib/format-time.ts'
import { useErrorText } from '../../../lib/use-error-text.ts'
import { Fact } from '../facts.tsx'

/** How a server is reached and how it does: its addresses, its key, what is left of what it allows. */
export function EndpointFacts({ endpoint }: { readonly endpoint: Endpoint }) {
  const { t } = useTranslation('models')
  const { addresses, urls, keyHint, concurrency, rateLimit } = endpoint
  const shown = urls.map(
    (url): AddressHealth =>
      addresses.find((address) => address.url === url) ?? {
        url,
        state: 'unknown',
        error: null,
        activeRequests: 0,
      },
  )
  return (
    <dl className="grid grid-cols-2 gap-x-8 gap-y-3 max-tablet:gap-x-4 max-tablet:*:first:col-span-2 laptop:grid-cols-[2fr_1fr_1fr_1.5fr]">
      <Fact name={t('endpoint.card.addresses')}>
        <ul className="flex flex-col gap-1">
          {shown.map((address) => (
            <AddressLine key={address.url} address={address} />
          ))}
        </ul>
      </Fact>
      <Fact name={t('endpoint.card.key')}>
        {keyHint === null ? t('endpoint.card.keyNone') : t('endpoint.card.keyHint', { hint: keyHint })}
      </Fact>
      <Fact name={t('endpoint.card.concurrency')}>
        {t('endpoint.card.concurrencyText', { count: concurrency })}
      </Fact>
      <Fact name={t('endpoint.card.limit')}>
        <LimitWords limit={rateLimit} />
      </Fact>
    </dl>
  )
}

const icons: Readonly<Record<AddressHealth['state'], LucideIcon>> = {
  up: CircleCheck,
  down: CircleAlert,
  unknown: CircleDashed,
}
const tones = { up: 'text-success', down: 'text-failure', unknown: 'text-muted' } as const

function AddressLine({ address }: { readonly address: AddressHealth }) {
  const { t } = useTranslation('models')
  const errorText = useErrorText()
  const { url, state, error, activeRequests } = address
  const Icon = icons[state]
  return (
    <li>
      <span className="flex items-start gap-1.5">
        <Icon size={16} aria-hidden className={classNames('mt-0.5 shrink-0', tones[state])} />
        <span className="min-w-0">
          <span className="break-all font-mono text-code">{url}</span>{' '}
          <span className="whitespace-nowrap text-muted text-small">
            {t(`endpoint.card.addressState.${state}`)}
            {activeRequests === 0 ? null : ` · ${t('endpoint.card.active', { count: activeRequests })}`}
          </span>
        </span>
      </span>
      {error === null ? null : <p className="pl-5.5 text-failure text-small">{errorText(error)}</p>}
    </li>
  )
}

function LimitWords({ limit }: { readonly limit: RateLimit }) {
  const { t, i18n } = useTranslation('models')
  const { requestsLeft, tokensLeft, blockedUntil } = limit
  const number = (value: number) => formatNumber(value, i18n.language)
  const left = [
    requestsLeft === null
      ? null
      : t('endpoint.card.limitRequests', { count: requestsLeft, number: number(requestsLeft) }),
    tokensLeft === null
      ? null
      : t('endpoint.card.limitTokens', { count: tokensLeft, number: number(tokensLeft) }),
  ].filter((part) => part !== null)
  return (
    <>
      {left.length === 0 ? (
        <span className="text-muted">{t('endpoint.card.limitUnknown')}</span>
      ) : (
        left.join(' · ')
      )}
      {blockedUntil === null ? null : (
        <span className="block text-failure text-small">
          {t('endpoint.card.blocked', { time: formatExactTime(blockedUntil, i18n.language) })}
        </span>
      )}
    </>
  )
}
