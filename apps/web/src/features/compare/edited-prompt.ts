import { create } from 'zustand'
import { useContent, useWorkspace } from '../../lib/workspace.ts'

/** Whether columns may have prompts of their own, though none may have one yet. */
const useApart = create<{ readonly isApart: boolean }>()(() => ({ isApart: false }))

/** Whether columns may read different prompts. */
export function useIsApart(): boolean {
  const isAllowed = useApart((state) => state.isApart)
  const hasOwn = useContent(({ columns }) => columns.some(({ body }) => body !== null))
  return isAllowed || hasOwn
}

/** Turns the editor to a column's own prompt, null to the shared one. */
export function editPromptOf(columnId: string | null): void {
  if (columnId !== null) useApart.setState({ isApart: true })
  // Also where it is turned to it already: whoever asks wants to see it.
  useWorkspace.setState({ scope: null })
  useWorkspace.setState({ scope: columnId })
}

/** Lets columns have prompts of their own, or not. */
export function setApart(isApart: boolean): void {
  useApart.setState({ isApart })
  if (!isApart) useWorkspace.setState({ scope: null })
}

/** The column whose own prompt is being edited, null for the shared one. */
export function useEditedColumn(): string | null {
  const scope = useWorkspace((state) => state.scope)
  return useContent(({ columns }) => columns.find(({ id }) => id === scope)?.id ?? null)
}
