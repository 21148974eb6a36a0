import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Tooltip } from '../../components/tooltip.tsx'
import type { ColumnSample } from './column-samples.tsx'
import { showGeneration } from './run-store.ts'

type FailedSamplesProps = {
  readonly columnId: string
  readonly samples: readonly ColumnSample[]
  readonly shownId: string
}

/** Says that samples of the latest run that are out of sight have failed, and leads to the first of them. */
export function FailedSamples({ columnId, samples, shownId }: FailedSamplesProps) {
  const { t } = useTranslation('compare')
  const latest = samples.at(-1)?.runId
  const failed = samples.filter(
    ({ state, runId, generationId }) => state === 'failed' && runId === latest && generationId !== shownId,
  )
  const [first] = failed
  if (first === undefined) return null
  return (
    <Tooltip text={t('samples.showFailed')}>
      <button
        type="button"
        onClick={() => showGeneration(columnId, first.generationId)}
        className="inline-flex h-7 shrink-0 items-center gap-1 rounded-ui px-1.5 text-failure text-small hover:bg-failure-tint pointer-coarse:h-11"
      >
        <CircleAlert size={16} aria-hidden />
        {t('samples.failed', { count: failed.length })}
      </button>
    </Tooltip>
  )
}
