import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button.tsx'

type SamplePagerProps = {
  /** Index of the sample in sight. */
  readonly position: number
  readonly count: number
  readonly onMove: (index: number) => void
}

/** Leafs through the samples of a column. */
export function SamplePager({ position, count, onMove }: SamplePagerProps) {
  const { t } = useTranslation('compare')
  return (
    <fieldset aria-label={t('samples.label')} className="-mr-2 flex items-center">
      <IconButton
        icon={ChevronLeft}
        size="small"
        label={t('samples.previous')}
        disabled={position <= 0}
        onClick={() => onMove(position - 1)}
      />
      <span className="min-w-7 text-center tabular-nums">
        {t('samples.position', { number: position + 1, total: count })}
      </span>
      <IconButton
        icon={ChevronRight}
        size="small"
        label={t('samples.next')}
        disabled={position >= count - 1}
        onClick={() => onMove(position + 1)}
      />
    </fieldset>
  )
}
