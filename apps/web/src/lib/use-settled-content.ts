import type { PromptContent } from '@trialogue/contract'
import { useEffect, useState } from 'react'
import { readWholeContent, useWorkspace } from './workspace.ts'

/**
 * The open prompt's content as it was when it last stayed the same for `quietMs`. For what may come a moment later:
 * renders once when typing pauses, not with each key.
 */
export function useSettledContent(quietMs: number): PromptContent {
  const [settled, setSettled] = useState(readWholeContent)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const settle = () => {
      if (useWorkspace.getState().open !== null) setSettled(readWholeContent())
    }
    settle()
    const unsubscribe = useWorkspace.subscribe(({ open }, { open: previous }) => {
      if (open === previous || open?.content === previous?.content) return
      clearTimeout(timer)
      // Another prompt is shown at once.
      if (open?.promptId === previous?.promptId) timer = setTimeout(settle, quietMs)
      else settle()
    })
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [quietMs])
  return settled
}
