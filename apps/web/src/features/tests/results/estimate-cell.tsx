import type { Estimate, ExperimentComparison } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { formatEstimate } from './format-figures.ts'
import { Whiskers } from './whiskers.tsx'

type EstimateCellProps = {
  readonly estimate: Estimate | null
  readonly kind: ExperimentComparison['kind']
  /** The ends of the scale, so that what stands below each other can be compared. Shares lie between 0 and 1. */
  readonly scale?: { readonly from: number; readonly to: number }
}

/** A figure with its interval, in numbers and drawn. */
export function EstimateCell({ estimate, kind, scale = { from: 0, to: 1 } }: EstimateCellProps) {
  const { t, i18n } = useTranslation('tests')
  if (estimate === null) return <span className="text-muted">–</span>
  const { value, low, high } = formatEstimate(estimate, kind, i18n.language)
  return (
    <span
      className="flex items-center gap-3 whitespace-nowrap tabular-nums"
      title={t('results.intervalHint')}
    >
      <Whiskers estimate={estimate} scale={scale} />
      <span>
        {value} <span className="text-muted">({t('results.interval', { low, high })})</span>
      </span>
    </span>
  )
}
