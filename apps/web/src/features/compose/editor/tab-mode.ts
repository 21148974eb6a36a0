import { create } from 'zustand'

/** Whether Tab leaves a Monaco editor or writes a tab; one switch (Ctrl+M) for all of them. */
export const useTabMode = create<{ readonly isLeaving: boolean }>()(() => ({ isLeaving: true }))

export function toggleTabMode(): void {
  useTabMode.setState(({ isLeaving }) => ({ isLeaving: !isLeaving }))
}
