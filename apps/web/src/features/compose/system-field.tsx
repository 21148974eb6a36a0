import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { TextArea } from '../../components/text-area.tsx'
import { useContent } from '../../lib/workspace.ts'
import { useBody } from './use-body.ts'

/** The system text: folded to one line, its beginning in sight. */
export function SystemField() {
  const { t } = useTranslation('compose')
  const system = useContent((content) => content.body.system)
  const changeBody = useBody()
  return (
    <details className="group rounded-ui border border-border bg-surface">
      <summary className="flex h-8 list-none items-center gap-2 rounded-ui px-2 pointer-coarse:h-11">
        <ChevronRight size={16} aria-hidden className="shrink-0 text-muted group-open:rotate-90" />
        <span className="font-semibold">{t('system.label')}</span>
        <span className="truncate text-muted group-open:invisible">
          {system === '' ? t('system.empty') : system}
        </span>
      </summary>
      <div className="flex flex-col gap-1 p-2 pt-1">
        <TextArea
          aria-label={t('system.field')}
          value={system}
          rows={2}
          placeholder={t('system.placeholder')}
          onChange={(event) => changeBody({ system: event.target.value })}
          className="font-mono text-code!"
        />
        <p className="text-muted text-small">{t('system.hint')}</p>
      </div>
    </details>
  )
}
