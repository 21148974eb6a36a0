import { useEffect } from 'react'
import { MakeVariableDialog } from './make-variable-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { closeVariableDialog, useVariableDialog } from './variable-dialog.ts'

/** Whatever is asked about a variable just now, from the editor, the list or the command palette. */
export function VariableDialogs() {
  const dialog = useVariableDialog((state) => state.dialog)
  useEffect(() => closeVariableDialog, [])
  if (dialog === null) return null
  return dialog.kind === 'rename' ? <RenameDialog name={dialog.name} /> : <MakeVariableDialog />
}
