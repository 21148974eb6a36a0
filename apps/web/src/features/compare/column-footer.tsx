import { costOf, type Generation } from '@trialogue/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../lib/class-names.ts'
import { formatCost } from '../../lib/format-cost.ts'
import { formatDuration } from '../../lib/format-duration.ts'
import { formatNumber } from '../../lib/format-number.ts'
import { generationMetrics } from './generation-metrics.ts'

const unknown = '–'

/** How it went, in figures. Always six of them, so that the columns stay in line. */
export function ColumnFooter({ generation }: { readonly generation: Generation | null }) {
  const { t, i18n } = useTranslation('compare')
  const metrics = generation === null ? null : generationMetrics(generation)
  const ttftMs = metrics?.ttftMs ?? null
  const speed = metrics?.tokensPerSecond ?? null
  const reason = generation?.finishReason ?? null
  const isEstimated = metrics?.isEstimated === true
  const tokens =
    metrics === null || metrics.promptTokens === null
      ? unknown
      : `${isEstimated ? '≈ ' : ''}${metrics.promptTokens} / ${metrics.completionTokens ?? unknown}`
  return (
    <dl className="grid shrink-0 grid-cols-[1fr_4.875rem_0.9fr] gap-x-2 gap-y-2 border-border border-t px-3 py-2">
      <Metric name={t('metric.ttft')} hint={t('metric.ttftHint')}>
        {ttftMs === null ? unknown : formatDuration(ttftMs, i18n.language)}
      </Metric>
      <Metric name={t('metric.speed')} hint={t('metric.speedHint')}>
        {speed === null
          ? unknown
          : t('metric.perSecond', { value: formatNumber(speed, i18n.language, speed < 10 ? 1 : 0) })}
      </Metric>
      <Metric name={t('metric.tokens')} hint={t(isEstimated ? 'metric.estimated' : 'metric.tokensHint')}>
        {tokens}
      </Metric>
      <Metric isMinor name={t('metric.finish')} hint={t('metric.finishHint')}>
        {reason === null ? unknown : t(`finish.${reason}`)}
      </Metric>
      <Metric isMinor name={t('metric.seed')} hint={t('metric.seedHint')}>
        {generation?.seed ?? unknown}
      </Metric>
      <PlaceMetric generation={generation} />
    </dl>
  )
}

/** What it cost, where it has a price; else where it ran. */
function PlaceMetric({ generation }: { readonly generation: Generation | null }) {
  const { t, i18n } = useTranslation('compare')
  const cost = generation === null ? null : costOf(generation)
  if (generation !== null && generation.price !== null && cost !== null) {
    return (
      <Metric isMinor name={t('metric.cost')} hint={t('metric.costHint')}>
        {formatCost(cost, generation.price.currency, i18n.language)}
      </Metric>
    )
  }
  const isRemote = generation?.modelId.startsWith('endpoint:') === true
  return (
    <Metric isMinor name={t('metric.device')} hint={t('metric.deviceHint')}>
      {generation?.executionProvider ?? (isRemote ? t('metric.server') : unknown)}
    </Metric>
  )
}

type MetricProps = {
  readonly name: string
  readonly hint: string
  /** Left to the record where there is little height. */
  readonly isMinor?: boolean
  readonly children: ReactNode
}

function Metric({ name, hint, isMinor = false, children }: MetricProps) {
  return (
    <div
      className={classNames(
        'flex min-w-0 flex-col justify-between text-small',
        isMinor && 'max-tablet:hidden',
      )}
      title={hint}
    >
      <dt className="break-words text-muted">{name}</dt>
      <dd className="truncate tabular-nums">{children}</dd>
    </div>
  )
}
