import { useMutation, useQueryClient } from '@tanstack/react-query'
import { versionQuery } from '../../lib/queries/versions.ts'
import { useOpenPrompt, useWorkspace } from '../../lib/workspace.ts'
import { useSaveUnsaved } from './use-save-unsaved.ts'

/**
 * Makes the draft go on from an old version: the next version that is saved branches off there. Changes that are not in
 * any version are saved as one first.
 */
export function useEditFrom() {
  const queryClient = useQueryClient()
  const { promptId } = useOpenPrompt()
  const saveUnsaved = useSaveUnsaved()
  return useMutation({
    mutationFn: async (number: number) => {
      const version = await queryClient.ensureQueryData(versionQuery(promptId, number))
      await saveUnsaved(number)
      return version
    },
    onSuccess: (version) => useWorkspace.getState().editFrom(version),
  })
}
