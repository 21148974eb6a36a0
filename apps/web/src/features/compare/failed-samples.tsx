import type { Generation } from '@trialogue/contract'
import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Tooltip } from '../../components/tooltip.tsx'

type FailedSamplesProps = {
  readonly samples: readonly Generation[]
  readonly shown: Generation
  readonly onSample: (index: number) => void
}

/** Says that samples out of sight have failed, and leads to the first of them. */
export function FailedSamples({ samples, shown, onSample }: FailedSamplesProps) {
  const { t } = useTranslation('compare')
  const failed = samples.filter(({ status, id }) => status === 'failed' && id !== shown.id)
  const [first] = failed
  if (first === undefined) return null
  return (
    <Tooltip text={t('samples.showFailed')}>
      <button
        type="button"
        onClick={() => onSample(first.sampleIndex)}
        className="inline-flex h-7 shrink-0 items-center gap-1 rounded-ui px-1.5 text-failure text-small hover:bg-failure-tint pointer-coarse:h-11"
      >
        <CircleAlert size={16} aria-hidden />
        {t('samples.failed', { count: failed.length })}
      </button>
    </Tooltip>
  )
}
