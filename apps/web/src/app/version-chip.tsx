import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { isEdited, useOpenPrompt } from '../lib/workspace.ts'

/** Which version is on screen and whether it was edited; opens the timeline. */
export function VersionChip({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation('app')
  const open = useOpenPrompt()
  return (
    <Button look="muted" size="small" title={t('top.versions')} onClick={onOpen} className="tabular-nums">
      <History size={16} aria-hidden />
      {open.baseVersion === null
        ? t('top.notSaved')
        : t(isEdited(open) ? 'top.edited' : 'top.version', { number: open.baseVersion })}
    </Button>
  )
}
