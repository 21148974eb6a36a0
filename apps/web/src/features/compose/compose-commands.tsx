import { Braces, Redo2, Undo2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, useCommands } from '../../lib/commands.ts'
import { useContentHistory } from '../../lib/content-history.ts'
import { travelBack, travelForth } from './history/travel.ts'
import { openMakeVariable } from './variables/variable-dialog.ts'

/** What the command palette offers for writing. */
export function ComposeCommands() {
  const { t } = useTranslation('compose')
  const canUndo = useContentHistory(({ past }) => past.length > 0)
  const canRedo = useContentHistory(({ future }) => future.length > 0)
  useCommands(
    useMemo(
      (): Command[] => [
        {
          id: 'prompt.undo',
          group: 'prompt',
          title: t('undo.command'),
          icon: Undo2,
          shortcut: 'undo',
          disabledReason: canUndo ? undefined : t('undo.nothing'),
          run: travelBack,
        },
        {
          id: 'prompt.redo',
          group: 'prompt',
          title: t('undo.redoCommand'),
          icon: Redo2,
          shortcut: 'redo',
          disabledReason: canRedo ? undefined : t('undo.nothing'),
          run: travelForth,
        },
        {
          id: 'prompt.make-variable',
          group: 'prompt',
          title: t('variables.makeCommand'),
          icon: Braces,
          run: openMakeVariable,
        },
      ],
      [t, canUndo, canRedo],
    ),
  )
  return null
}
