import { useEffect } from 'react'
import { lazyPart } from '../../../components/lazy-part.tsx'
import { closeVariableDialog, useVariableDialog } from './variable-dialog.ts'

const MakeVariableDialog = lazyPart(
  async () => (await import('./make-variable-dialog.tsx')).MakeVariableDialog,
)
const RenameDialog = lazyPart(async () => (await import('./rename-dialog.tsx')).RenameDialog)

/** Whatever is asked about a variable just now, from the editor, the list or the command palette. */
export function VariableDialogs() {
  const dialog = useVariableDialog((state) => state.dialog)
  useEffect(() => closeVariableDialog, [])
  if (dialog === null) return null
  return dialog.kind === 'rename' ? <RenameDialog name={dialog.name} /> : <MakeVariableDialog />
}
