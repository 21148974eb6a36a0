import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button.tsx'

type ItemPagerProps = {
  readonly count: number
  readonly itemIndex: number
  readonly onMove: (itemIndex: number) => void
}

/** Leafs through the items of a run. */
export function ItemPager({ count, itemIndex, onMove }: ItemPagerProps) {
  const { t } = useTranslation('history')
  return (
    <fieldset aria-label={t('item.label')} className="flex items-center gap-1">
      <IconButton
        icon={ChevronLeft}
        label={t('item.previous')}
        disabled={itemIndex === 0}
        onClick={() => onMove(itemIndex - 1)}
      />
      <span className="text-center tabular-nums">
        {t('item.position', { number: itemIndex + 1, total: count })}
      </span>
      <IconButton
        icon={ChevronRight}
        label={t('item.next')}
        disabled={itemIndex === count - 1}
        onClick={() => onMove(itemIndex + 1)}
      />
    </fieldset>
  )
}
