import { create } from 'zustand'

/** What is asked about a variable: another name for one, or a name for a new one. */
type VariableDialog = { readonly kind: 'rename'; readonly name: string } | { readonly kind: 'make' }

export const useVariableDialog = create<{ readonly dialog: VariableDialog | null }>()(() => ({
  dialog: null,
}))

export function openRename(name: string): void {
  useVariableDialog.setState({ dialog: { kind: 'rename', name } })
}

/** Asks for the name of a variable: of what is selected in the field that was used last, or of a new one at its cursor. */
export function openMakeVariable(): void {
  useVariableDialog.setState({ dialog: { kind: 'make' } })
}

export function closeVariableDialog(): void {
  useVariableDialog.setState({ dialog: null })
}
