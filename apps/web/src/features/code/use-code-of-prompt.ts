import { useCallback } from 'react'
import { toItem } from '../../lib/prompt-item.ts'
import { useWorkspace } from '../../lib/workspace.ts'
import { useShownCode } from './shown-code.ts'

/** Shows the code for the columns of the open prompt as they would run now, one of them first. */
export function useCodeOfPrompt(): (columnId: string) => void {
  const show = useShownCode((state) => state.show)
  return useCallback(
    (columnId) => {
      const { open } = useWorkspace.getState()
      if (open === null) return
      const { content } = open
      const variants = content.columns.map(({ id, modelId, parameters, body }) => ({
        id,
        modelId,
        modelKind: null,
        body: body ?? content.body,
        values: toItem(content, body ?? content.body).values,
        parameters,
        reasoning: content.reasoning,
        samples: content.samples,
      }))
      show({ variants, shownId: columnId })
    },
    [show],
  )
}
