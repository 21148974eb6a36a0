import { useMutation } from '@tanstack/react-query'
import { useRestoreVersion } from '../../lib/queries/versions.ts'
import { isEdited, useOpenPrompt, useWorkspace } from '../../lib/workspace.ts'
import { useSaveUnsaved } from './use-save-unsaved.ts'

/**
 * Brings a version back as a new one. Changes that are not in any version are saved as one first, so nothing is lost;
 * what is typed while the server works stays, as an edit of the restored version.
 */
export function useRestore() {
  const { promptId, content } = useOpenPrompt()
  const saveUnsaved = useSaveUnsaved()
  const restoreVersion = useRestoreVersion(promptId)
  return useMutation({
    mutationFn: async (number: number) => {
      await saveUnsaved(number)
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
