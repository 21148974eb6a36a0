import { create } from 'zustand'

type EditedPrompt = {
  /** Whether columns may have prompts of their own, though none may have one yet. */
  readonly isApart: boolean
  /** The column whose own prompt is being written; null: the one that all share. */
  readonly columnId: string | null
}

const shared: EditedPrompt = { isApart: false, columnId: null }

/** Which prompt the editor writes. */
export const useEditedPrompt = create<EditedPrompt>()(() => shared)

/** Turns the editor to a column's own prompt, null to the shared one. */
export function editPromptOf(columnId: string | null): void {
  useEditedPrompt.setState(({ isApart }) => ({ isApart: isApart || columnId !== null, columnId }))
}

/** Lets columns have prompts of their own, or not. */
export function setApart(isApart: boolean): void {
  useEditedPrompt.setState(isApart ? { isApart } : shared)
}
