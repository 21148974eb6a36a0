import { useTranslation } from 'react-i18next'
import { Keys } from '../../../components/keys.tsx'
import { useTabMode } from './tab-mode.ts'

/** How Tab leaves the editor; in sight while one inside the same `group/editor` has the focus. */
export function TabHint() {
  const { t } = useTranslation('compose')
  const isLeaving = useTabMode((state) => state.isLeaving)
  return (
    <span
      aria-live="polite"
      className="invisible flex min-w-0 flex-1 items-center justify-end gap-2 text-muted text-small group-has-[[data-editor=monaco]:focus-within]/editor:visible"
    >
      <span className="truncate">{isLeaving ? t('editor.tabLeaves') : t('editor.tabWrites')}</span>
      <Keys keys="Ctrl+M" />
    </span>
  )
}
