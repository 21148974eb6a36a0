import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { formatExactTime } from '../lib/format-time.ts'
import { discardRestored } from '../lib/open-prompt.ts'
import { useWorkspace } from '../lib/workspace.ts'

/** After a crash: what is on screen comes from this browser, not from the server. Offers to go back. */
export function RestoredNotice() {
  const { t, i18n } = useTranslation('app')
  const words = useTranslation('words')
  const restored = useWorkspace((state) => (state.saveState === 'conflict' ? null : state.restored))
  if (restored === null) return null
  const time = new Intl.DateTimeFormat(i18n.language, timeOf(restored.keptAt)).format(restored.keptAt)
  return (
    <div role="status" className="border-border border-b p-2">
      <Notice
        tone="info"
        actions={
          <>
            <Button size="small" onClick={discardRestored}>
              {t('restored.discard')}
            </Button>
            <Button size="small" onClick={() => useWorkspace.setState({ restored: null })}>
              {words.t('action.close')}
            </Button>
          </>
        }
      >
        <span title={formatExactTime(restored.keptAt, i18n.language)}>{t('restored.text', { time })}</span>
      </Notice>
    </div>
  )
}

/** The time alone when it is of today. */
function timeOf(timestamp: number): Intl.DateTimeFormatOptions {
  const isToday = new Date(timestamp).toDateString() === new Date().toDateString()
  return isToday ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' }
}
