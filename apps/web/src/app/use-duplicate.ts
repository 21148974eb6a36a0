import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { promptQuery } from '../lib/queries/prompts.ts'
import { useWorkspace } from '../lib/workspace.ts'
import type { useNewPrompt } from './use-new-prompt.ts'

/** Makes a prompt like the open one as it stands on screen, and opens it. */
export function useDuplicate(make: ReturnType<typeof useNewPrompt>['make']): (onMade?: () => void) => void {
  const { t } = useTranslation('app')
  const queryClient = useQueryClient()
  return useCallback(
    (onMade) => {
      const { open } = useWorkspace.getState()
      if (open === null) return
      const name = queryClient.getQueryData(promptQuery(open.promptId).queryKey)?.name ?? ''
      make({ name: t('picker.copyName', { name }).slice(0, 200), content: open.content }, onMade)
    },
    [make, queryClient, t],
  )
}
