import { Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { useContentHistory } from '../../../lib/content-history.ts'
import { travelBack } from './travel.ts'

/** Offers back what the last edit took away from one area of the page; gone with the next edit. */
export function UndoNotice({ area }: { readonly area: string }) {
  const { t } = useTranslation('compose')
  const notice = useContentHistory(({ past }) => past.at(-1)?.notice ?? null)
  const isHere = notice?.area === area
  return (
    <div role="status">
      {isHere ? (
        <p className="flex items-center gap-2 rounded-ui border border-border bg-accent-tint py-1 pr-1 pl-3 text-small shadow-float">
          <span className="min-w-0 flex-1 break-words">{notice.text}</span>
          <Button size="small" look="quiet" onClick={travelBack}>
            <Undo2 size={16} aria-hidden />
            {t('undo.undo')}
          </Button>
        </p>
      ) : null}
    </div>
  )
}
