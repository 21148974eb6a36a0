import type { DataPart } from '@trialogue/contract'
import { useCallback } from 'react'
import { updateWithNotice } from '../../../lib/content-history.ts'
import { useWorkspace } from '../../../lib/workspace.ts'

export type EditData = (change: (data: DataPart) => DataPart, removed?: string) => void

/** Changes the open prompt's examples; with `removed`, what was taken away is offered back in these words. */
export function useData(): EditData {
  const update = useWorkspace((state) => state.update)
  return useCallback(
    (change, removed) => {
      const edit: Parameters<typeof update>[0] = (content) => {
        const data = change(content.body.data)
        return data === content.body.data ? content : { ...content, body: { ...content.body, data } }
      }
      if (removed === undefined) update(edit)
      else updateWithNotice(edit, { area: 'examples', text: removed })
    },
    [update],
  )
}
