import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FilePlus2, FileText, Keyboard, Languages, PanelLeft, Sparkles, SunMoon } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { usePalette } from '../features/palette/palette-store.ts'
import { type Command, useCommands } from '../lib/commands.ts'
import { languages } from '../lib/i18n.ts'
import { setPreference, usePreferences } from '../lib/preferences.ts'
import { promptsQuery } from '../lib/queries/prompts.ts'
import { samplesQuery } from '../lib/queries/samples.ts'
import { focusRegion } from '../lib/regions.ts'
import { themeChoices, useTheme } from '../lib/theme.ts'
import { switchLanguage } from './i18n.ts'
import { pages } from './pages.ts'
import { useShortcutHelp } from './shortcut-help.tsx'
import { useNewPrompt } from './use-new-prompt.ts'

/** What can be done on every page. */
export function ShellCommands() {
  useCommands([...useGoCommands(), ...useViewCommands(), ...useHelpCommands()])
  useCommands(useOpenCommands())
  return null
}

function useGoCommands(): Command[] {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  return [
    ...pages.map(
      ({ id, path, icon, shortcut }): Command => ({
        id: `go.${id}`,
        group: 'go',
        title: t('command.go', { page: t(`page.${id}`) }),
        icon,
        shortcut,
        run: () => void navigate({ to: path }),
      }),
    ),
    {
      id: 'models.pull',
      group: 'go',
      title: t('command.pullModel'),
      keywords: 'hugging face download',
      run: () => void navigate({ to: '/models', search: { dialog: 'pull' } }),
    },
    {
      id: 'models.connect',
      group: 'go',
      title: t('command.connectServer'),
      keywords: 'endpoint openai vllm ollama',
      run: () => void navigate({ to: '/models', search: { tab: 'servers', dialog: 'server' } }),
    },
  ]
}

function useViewCommands(): Command[] {
  const { t, i18n } = useTranslation('app')
  const choose = useTheme((state) => state.choose)
  const isRailWide = usePreferences((state) => state.isRailWide)
  return [
    ...themeChoices.map(
      (choice): Command => ({
        id: `view.theme.${choice}`,
        group: 'view',
        title: t('command.theme', { theme: t(`theme.${choice}`) }),
        icon: SunMoon,
        run: () => choose(choice),
      }),
    ),
    ...languages.map(
      (language): Command => ({
        id: `view.language.${language}`,
        group: 'view',
        title: t('command.language', { language: t(`language.${language}`) }),
        keywords: 'language 语言',
        icon: Languages,
        run: () => void switchLanguage(i18n, language),
      }),
    ),
    {
      id: 'view.rail',
      group: 'view',
      title: t(isRailWide ? 'rail.narrow' : 'rail.widen'),
      icon: PanelLeft,
      run: () => setPreference({ isRailWide: !isRailWide }),
    },
  ]
}

function useHelpCommands(): Command[] {
  const { t } = useTranslation('app')
  const showHelp = useShortcutHelp((state) => state.show)
  return [
    {
      id: 'help.shortcuts',
      group: 'help',
      title: t('rail.help'),
      icon: Keyboard,
      shortcut: 'help',
      run: showHelp,
    },
    {
      id: 'view.next-region',
      group: 'view',
      title: t('shortcut.next-region'),
      shortcut: 'next-region',
      isSearchedOnly: true,
      run: () => focusRegion(1),
    },
    {
      id: 'view.previous-region',
      group: 'view',
      title: t('shortcut.previous-region'),
      shortcut: 'previous-region',
      isSearchedOnly: true,
      run: () => focusRegion(-1),
    },
  ]
}

/** Every prompt and every sample, by name. */
function useOpenCommands(): readonly Command[] {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const { data } = useQuery(promptsQuery)
  const isOpen = usePalette((state) => state.isOpen)
  const { data: samples } = useQuery({ ...samplesQuery, enabled: isOpen })
  const { make } = useNewPrompt()
  return useMemo(
    () => [
      {
        id: 'open.new',
        group: 'open',
        title: t('picker.new'),
        icon: FilePlus2,
        run: () => make(null),
      },
      ...(data?.items ?? []).map(
        ({ id, name }): Command => ({
          id: `open.prompt.${id}`,
          group: 'open',
          title: name,
          keywords: t('command.prompt'),
          icon: FileText,
          isSearchedOnly: true,
          run: () => void navigate({ to: '/p/$promptId', params: { promptId: id } }),
        }),
      ),
      ...(samples ?? []).map(
        (sample): Command => ({
          id: `open.sample.${sample.name}`,
          group: 'open',
          title: t('command.sample', { name: sample.name }),
          icon: Sparkles,
          isSearchedOnly: true,
          run: () => make(sample),
        }),
      ),
    ],
    [data, samples, make, navigate, t],
  )
}
