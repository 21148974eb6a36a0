import { useTranslation } from 'react-i18next'
import { useSaveVersion } from '../../lib/queries/versions.ts'
import { isEdited, useOpenPrompt, useWorkspace } from '../../lib/workspace.ts'

/**
 * Saves changes that are in no version as one, before the draft goes on from another version: nothing is lost by looking
 * elsewhere. Does nothing without such changes.
 */
export function useSaveUnsaved(): (nextNumber: number) => Promise<void> {
  const { t } = useTranslation('versions')
  const open = useOpenPrompt()
  const saveVersion = useSaveVersion(open.promptId)
  return async (nextNumber) => {
    if (!isEdited(open)) return
    const message = t('leave.message', { number: nextNumber })
    const { baseVersion, content } = open
    const saved = await saveVersion.mutateAsync({ message, parentNumber: baseVersion, content })
    useWorkspace.getState().continueFrom(saved.draft, saved.version.content)
  }
}
