import { ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useContent } from '../../lib/workspace.ts'
import { revealEvent, revealPlace } from './editor/reveal-place.ts'
import { TabHint } from './editor/tab-hint.tsx'
import { TemplateEditor } from './editor/template-editor.tsx'
import { placeKey } from './editor/template-place.ts'

const place = { part: 'system' } as const

/** The system text: folded to one line, its beginning in sight. */
export function SystemField() {
  const { t } = useTranslation('compose')
  const system = useContent((content) => content.body.system)
  const [isOpen, setIsOpen] = useState(false)
  const fold = useRef<HTMLDetailsElement>(null)

  // While it is folded it stands for its field, and unfolds when that is to be shown.
  useEffect(() => {
    const unfold = (event: Event) => {
      if (event.target !== fold.current || !(event instanceof CustomEvent)) return
      const offset: unknown = event.detail
      flushSync(() => setIsOpen(true))
      revealPlace(placeKey(place), typeof offset === 'number' ? offset : null)
    }
    const element = fold.current
    element?.addEventListener(revealEvent, unfold)
    return () => element?.removeEventListener(revealEvent, unfold)
  }, [])

  return (
    <details
      ref={fold}
      open={isOpen}
      data-place={isOpen ? undefined : placeKey(place)}
      className="group/editor rounded-ui border border-border bg-surface"
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className="flex h-8 list-none items-center gap-2 rounded-ui px-2 pointer-coarse:h-11">
        <ChevronRight size={16} aria-hidden className="shrink-0 text-muted group-open/editor:rotate-90" />
        <span className="font-semibold">{t('system.label')}</span>
        {isOpen ? (
          <TabHint />
        ) : (
          <span className="truncate text-muted">{system === '' ? t('system.empty') : firstLine(system)}</span>
        )}
      </summary>
      {isOpen ? (
        <div className="flex flex-col gap-1 p-2 pt-1">
          <TemplateEditor
            place={place}
            label={t('system.field')}
            placeholder={t('system.placeholder')}
            minLines={2}
            maxLines={12}
          />
          <p className="text-muted text-small">{t('system.hint')}</p>
        </div>
      ) : null}
    </details>
  )
}

function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0] ?? ''
}
