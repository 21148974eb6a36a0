import type { PromptContent } from '@trialogue/contract'
import { findAllVariables, isVariableName, renameVariable } from '@trialogue/prompt'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field } from '../../../components/field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { replaceContent, useContent, useWorkspace } from '../../../lib/workspace.ts'
import { closeVariableDialog } from './variable-dialog.ts'

/** Another name for a variable, everywhere at once; one undo takes it back. */
export function RenameDialog({ name: old }: { readonly name: string }) {
  const { t } = useTranslation(['compose', 'words'])
  const [name, setName] = useState(old)
  const isTaken = useContent((content) => name !== old && namesOf(content).includes(name))
  const problem = !isVariableName(name)
    ? t('variables.nameInvalid')
    : isTaken
      ? t('variables.renameTaken', { name })
      : undefined

  function rename() {
    if (problem !== undefined) return
    // The whole content, not the prompt that is being edited: others use the variable too.
    const { open } = useWorkspace.getState()
    if (open !== null) replaceContent(renameVariable(open.content, old, name))
    closeVariableDialog()
  }

  return (
    <Dialog
      isOpen
      onOpenChange={closeVariableDialog}
      title={t('variables.renameTitle', { name: old })}
      description={t('variables.renameHint')}
      footer={
        <>
          <Button onClick={closeVariableDialog}>{t('action.cancel', { ns: 'words' })}</Button>
          <Button look="primary" disabled={problem !== undefined} onClick={rename}>
            {t('variables.renameDo')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          rename()
        }}
      >
        <Field label={t('variables.name')} hint={problem ?? t('variables.nameHint')}>
          {(ids) => (
            <TextField
              {...ids}
              value={name}
              aria-invalid={problem !== undefined}
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setName(event.target.value)}
              className="font-mono text-code!"
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}

/** Every variable of the prompt that all columns share, and of those that columns have of their own. */
function namesOf({ body, columns }: PromptContent): string[] {
  return [body, ...columns.flatMap((column) => column.body ?? [])].flatMap(findAllVariables)
}
