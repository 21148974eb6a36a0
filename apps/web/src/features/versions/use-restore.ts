import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useRestoreVersion, useSaveVersion } from '../../lib/queries/versions.ts'
import { isEdited, useOpenPrompt, useWorkspace } from '../../lib/workspace.ts'

/**
 * Brings a version back as a new one. Changes that are not in any version are saved as one first, so nothing is lost;
 * what is typed while the server works stays, as an edit of the restored version.
 */
export function useRestore() {
  const { t } = useTranslation('versions')
  const open = useOpenPrompt()
  const { promptId, baseVersion, content } = open
  const saveVersion = useSaveVersion(promptId)
  const restoreVersion = useRestoreVersion(promptId)
  return useMutation({
    mutationFn: async (number: number) => {
      if (isEdited(open)) {
        const message = t('restore.saveFirstMessage', { number })
        const saved = await saveVersion.mutateAsync({ message, parentNumber: baseVersion, content })
        useWorkspace.getState().continueFrom(saved.draft, saved.version.content)
      }
      // The timeline says by itself, in the reader's language, where a restored version comes from.
      return restoreVersion.mutateAsync({ number, message: '' })
    },
    onSuccess: ({ draft, version }) => {
      const now = useWorkspace.getState().open
      if (now?.promptId !== promptId) return
      if (now.content === content || !isEdited(now)) useWorkspace.getState().openDraft(draft, version.content)
      else useWorkspace.getState().continueFrom(draft, version.content)
    },
  })
}
