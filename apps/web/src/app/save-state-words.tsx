import { Check, CloudOff, GitFork, LoaderCircle, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../lib/class-names.ts'
import { type SaveState, useWorkspace } from '../lib/workspace.ts'

const icons: Readonly<Record<SaveState, LucideIcon>> = {
  saved: Check,
  saving: LoaderCircle,
  'kept-here': CloudOff,
  conflict: GitFork,
}

/** Where the draft stands, in words. */
export function SaveStateWords() {
  const { t } = useTranslation('app')
  const saveState = useWorkspace((state) => state.saveState)
  const Icon = icons[saveState]
  const isTrouble = saveState === 'kept-here' || saveState === 'conflict'
  return (
    <span
      title={t(`saveStateHint.${saveState}`)}
      className={classNames(
        'inline-flex items-center gap-1 whitespace-nowrap text-small',
        isTrouble ? 'text-failure' : 'text-muted',
      )}
    >
      <Icon size={16} aria-hidden />
      {t(`saveState.${saveState}`)}
    </span>
  )
}
