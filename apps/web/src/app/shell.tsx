import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CodeOnDemand } from '../features/code/code-on-demand.tsx'
import { CommandPalette } from '../features/palette/command-palette.tsx'
import { useShortcuts } from '../lib/use-shortcuts.ts'
import { Rail } from './rail.tsx'
import { ShellCommands } from './shell-commands.tsx'
import { ShortcutHelp } from './shortcut-help.tsx'

/** What every page stands in: the skip link, the rail, the page; and what can be opened from each of them. */
export function Shell() {
  const { t } = useTranslation('app')
  useShortcuts()
  return (
    <div className="flex h-full">
      <a
        href="#main"
        className="sr-only z-50 rounded-ui bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      <Rail />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Outlet />
      </div>
      <ShellCommands />
      <CodeOnDemand />
      <CommandPalette />
      <ShortcutHelp />
    </div>
  )
}
