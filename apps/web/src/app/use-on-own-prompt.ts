import { useEffect } from 'react'
import { useWorkspace } from '../lib/workspace.ts'

/** Calls `show` when the editor is turned to a column's own prompt, so that it comes in sight. */
export function useOnOwnPrompt(show: () => void): void {
  useEffect(
    () =>
      useWorkspace.subscribe(({ scope }, before) => {
        if (scope !== null && scope !== before.scope) show()
      }),
    [show],
  )
}
