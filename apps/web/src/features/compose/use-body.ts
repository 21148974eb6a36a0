import type { PromptBody } from '@trialogue/contract'
import { useCallback } from 'react'
import { useWorkspace } from '../../lib/workspace.ts'

/** Changes some fields of the open prompt's body. */
export function useBody(): (change: Partial<PromptBody>) => void {
  const update = useWorkspace((state) => state.update)
  return useCallback(
    (change) => update((content) => ({ ...content, body: { ...content.body, ...change } })),
    [update],
  )
}
