import './compose.css'
import { promptTypeSchema } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { lazyPart } from '../../components/lazy-part.tsx'
import { SegmentedControl } from '../../components/segmented-control.tsx'
import { useContent } from '../../lib/workspace.ts'
import { ComposeCommands } from './compose-commands.tsx'
import { undoByKey } from './history/undo-keys.ts'
import { ReasoningSwitch } from './reasoning-switch.tsx'
import { SystemField } from './system-field.tsx'
import { TextPart } from './text-part.tsx'
import { useBody } from './use-body.ts'
import { VariableDialogs } from './variables/variable-dialogs.tsx'
import { VariablesList } from './variables/variables-list.tsx'

const parts = {
  text: TextPart,
  data: lazyPart(async () => (await import('./examples/data-part.tsx')).DataPart),
  chat: lazyPart(async () => (await import('./chat/chat-part.tsx')).ChatPart),
}

/** Where a prompt is written: its type, text, examples or turns, variables and chain-of-thought. */
export function ComposePanel() {
  const { t } = useTranslation('compose')
  const type = useContent((content) => content.body.type)
  const changeBody = useBody()
  const Part = parts[type]
  return (
    <div className="flex flex-col gap-4 px-3 py-4" onKeyDownCapture={undoByKey}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <SegmentedControl
          label={t('type.label')}
          value={type}
          segments={promptTypeSchema.options.map((value) => ({ value, label: t(`type.${value}`) }))}
          onChange={(next) => changeBody({ type: next })}
        />
        <p className="text-muted text-small">{t(`type.hint.${type}`)}</p>
      </div>
      <SystemField />
      <Part />
      <VariablesList />
      <ReasoningSwitch />
      <VariableDialogs />
      <ComposeCommands />
    </div>
  )
}
