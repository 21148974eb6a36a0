import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContent } from '../../lib/workspace.ts'
import { TabHint } from './editor/tab-hint.tsx'
import { TemplateEditor } from './editor/template-editor.tsx'

/** The system text: folded to one line, its beginning in sight. */
export function SystemField() {
  const { t } = useTranslation('compose')
  const system = useContent((content) => content.body.system)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details
      className="group group/editor rounded-ui border border-border bg-surface"
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className="flex h-8 list-none items-center gap-2 rounded-ui px-2 pointer-coarse:h-11">
        <ChevronRight size={16} aria-hidden className="shrink-0 text-muted group-open:rotate-90" />
        <span className="font-semibold">{t('system.label')}</span>
        {isOpen ? (
          <TabHint />
        ) : (
          <span className="truncate text-muted">{system === '' ? t('system.empty') : firstLine(system)}</span>
        )}
      </summary>
      <div className="flex flex-col gap-1 p-2 pt-1">
        <TemplateEditor
          place={{ part: 'system' }}
          label={t('system.field')}
          placeholder={t('system.placeholder')}
          minLines={2}
          maxLines={12}
        />
        <p className="text-muted text-small">{t('system.hint')}</p>
      </div>
    </details>
  )
}

function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0] ?? ''
}
