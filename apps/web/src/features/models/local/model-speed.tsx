import { useQuery } from '@tanstack/react-query'
import type { Benchmark } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../../lib/format-duration.ts'
import { formatNumber } from '../../../lib/format-number.ts'
import { formatExactTime } from '../../../lib/format-time.ts'
import { benchmarkQuery } from '../queries.ts'

/** What the last measurement of a model said, and how it was measured. */
export function ModelSpeed({ modelId }: { readonly modelId: string }) {
  const { t } = useTranslation('models')
  const { data } = useQuery(benchmarkQuery(modelId))
  const benchmark = data?.benchmark ?? null
  return (
    <section aria-label={t('benchmark.title')} aria-live="polite">
      <p className="text-muted text-small">{t('benchmark.title')}</p>
      {benchmark === null ? (
        <p className="mt-0.5 text-muted">{t('benchmark.none')}</p>
      ) : (
        <Figures benchmark={benchmark} />
      )}
    </section>
  )
}

function Figures({ benchmark }: { readonly benchmark: Benchmark }) {
  const { t, i18n } = useTranslation('models')
  const perSecond = (value: number) =>
    t('benchmark.perSecond', { value: formatNumber(value, i18n.language, value < 10 ? 1 : 0) })
  const figures = [
    { name: t('benchmark.write'), value: perSecond(benchmark.decodeTokensPerSecond) },
    { name: t('benchmark.read'), value: perSecond(benchmark.prefillTokensPerSecond) },
    { name: t('benchmark.ttft'), value: formatDuration(benchmark.ttftMs, i18n.language) },
  ]
  return (
    <>
      <dl className="mt-0.5 flex flex-wrap gap-x-6 gap-y-1 tabular-nums">
        {figures.map(({ name, value }) => (
          <div key={name} className="flex gap-1.5">
            <dt className="text-muted">{name}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-0.5 text-muted text-small">
        {t('benchmark.method', {
          prompt: benchmark.promptTokens,
          completion: benchmark.completionTokens,
          count: benchmark.rounds,
          when: formatExactTime(benchmark.measuredAt, i18n.language),
        })}
      </p>
    </>
  )
}
