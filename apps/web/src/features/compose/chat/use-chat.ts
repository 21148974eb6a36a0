import type { ChatPart } from '@trialogue/contract'
import { useCallback } from 'react'
import { updateWithNotice } from '../../../lib/content-history.ts'
import { useWorkspace } from '../../../lib/workspace.ts'

/** Changes the open prompt's conversation; with `removed`, what was taken away is offered back in these words. */
export function useChat(): (change: (chat: ChatPart) => ChatPart, removed?: string) => void {
  const update = useWorkspace((state) => state.update)
  return useCallback(
    (change, removed) => {
      const edit: Parameters<typeof update>[0] = (content) => {
        const chat = change(content.body.chat)
        return chat === content.body.chat ? content : { ...content, body: { ...content.body, chat } }
      }
      if (removed === undefined) update(edit)
      else updateWithNotice(edit, { area: 'chat', text: removed })
    },
    [update],
  )
}
