import { Languages, type LucideIcon, Monitor, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../components/icon-button.tsx'
import { Menu } from '../components/menu.tsx'
import { languages } from '../lib/i18n.ts'
import { type ThemeChoice, themeChoices, useTheme } from '../lib/theme.ts'
import { switchLanguage } from './i18n.ts'

const themeIcons: Readonly<Record<ThemeChoice, LucideIcon>> = { system: Monitor, light: Sun, dark: Moon }

/** Light, dark, or as the system. */
export function ThemeMenu() {
  const { t } = useTranslation('app')
  const { choice, choose } = useTheme()
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={themeIcons[choice]} label={t('top.theme')} />}
      groups={[
        themeChoices.map((option) => ({
          label: t(`theme.${option}`),
          isChecked: option === choice,
          onSelect: () => choose(option),
        })),
      ]}
    />
  )
}

/** The language of the page. Each is named in itself, so that its readers find it. */
export function LanguageMenu() {
  const { t, i18n } = useTranslation('app')
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={Languages} label={t('top.language')} />}
      groups={[
        languages.map((language) => ({
          label: <span lang={language}>{t(`language.${language}`)}</span>,
          isChecked: language === i18n.language,
          onSelect: () => void switchLanguage(i18n, language),
        })),
      ]}
    />
  )
}
