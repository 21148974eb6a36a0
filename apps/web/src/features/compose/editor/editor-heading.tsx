import { Braces } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { openMakeVariable } from '../variables/variable-dialog.ts'
import { useActiveField } from './active-field.ts'
import { TabHint } from './tab-hint.tsx'

/** The line above an editor: its name, how to leave it, and what can be done with what is selected. */
export function EditorHeading({ title }: { readonly title: string }) {
  return (
    <div className="flex min-h-7 items-center gap-2">
      <span className="shrink-0 font-semibold">{title}</span>
      <TabHint />
      <MakeVariableButton />
    </div>
  )
}

function MakeVariableButton() {
  const { t } = useTranslation('compose')
  const hasSelection = useActiveField(({ active }) => active !== null && active.from !== active.to)
  return (
    <Button
      look="muted"
      size="small"
      title={hasSelection ? undefined : t('variables.makeHint')}
      // The field keeps its selection and, on phones, its keyboard.
      onMouseDown={(event) => event.preventDefault()}
      onClick={openMakeVariable}
    >
      <Braces size={16} aria-hidden />
      {hasSelection ? t('variables.make') : t('variables.add')}
    </Button>
  )
}
