import { Check, CloudOff, GitFork, LoaderCircle, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../lib/class-names.ts'
import { useErrorText } from '../lib/use-error-text.ts'
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
  const errorText = useErrorText()
  const saveState = useWorkspace((state) => state.saveState)
  const saveError = useWorkspace((state) => state.saveError)
  const Icon = icons[saveState]
  const isTrouble = saveState === 'kept-here' || saveState === 'conflict'
  // A server that answers is not offline: it says itself why it does not take the draft.
  const isRefused = saveState === 'kept-here' && saveError !== null && saveError.code !== 'OFFLINE'
  const reason = saveError === null ? '' : errorText(saveError)
  return (
    <span
      title={t(`saveStateHint.${saveState}`, { reason })}
      className={classNames(
        'inline-flex items-center gap-1 whitespace-nowrap text-small',
        isTrouble ? 'text-failure' : 'text-muted',
      )}
    >
      <Icon size={16} aria-hidden />
      {t(isRefused ? 'saveState.refused' : `saveState.${saveState}`)}
    </span>
  )
}
