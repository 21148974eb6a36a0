import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNats, formatProbability } from './format-probability.ts'
import type { TokenStatistics } from './token-statistics.ts'

type StatisticsLineProps = {
  readonly statistics: TokenStatistics
  readonly onMinimum: () => void
}

/** How sure the model was of the whole, in figures. */
export function StatisticsLine({ statistics, onMinimum }: StatisticsLineProps) {
  const { t, i18n } = useTranslation('tokens')
  const { meanLogprob, perplexity, minimum } = statistics
  const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: perplexity < 100 ? 2 : 0 })
  return (
    <dl className="flex flex-wrap gap-x-3 gap-y-1">
      <Fact name={t('lens.mean')} hint={t('lens.meanHint')}>
        {formatNats(meanLogprob, i18n.language)}
      </Fact>
      <Fact name={t('lens.perplexity')} hint={t('lens.perplexityHint')}>
        {number.format(perplexity)}
      </Fact>
      <Fact name={t('lens.minimum')} hint={t('lens.minimumHint')}>
        <button
          type="button"
          onClick={onMinimum}
          className="-mx-1 inline-flex min-h-6 items-center rounded-small px-1 text-accent underline hover:bg-hover pointer-coarse:min-h-11"
        >
          {formatProbability(minimum, i18n.language)}
        </button>
      </Fact>
    </dl>
  )
}

type FactProps = { readonly name: string; readonly hint: string; readonly children: ReactNode }

function Fact({ name, hint, children }: FactProps) {
  return (
    <div title={hint} className="text-small">
      <dt className="text-muted">{name}</dt>
      <dd className="flex min-h-6 items-center tabular-nums">{children}</dd>
    </div>
  )
}
