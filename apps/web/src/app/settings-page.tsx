import './texts/settings.ts'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { SegmentedControl } from '../components/segmented-control.tsx'
import { Switch } from '../components/switch.tsx'
import { languages } from '../lib/i18n.ts'
import { setPreference, usePreferences } from '../lib/preferences.ts'
import { themeChoices, useTheme } from '../lib/theme.ts'
import { switchLanguage } from './i18n.ts'
import { PageCorner } from './page-corner.tsx'
import { PageMenu } from './page-menu.tsx'
import { useShortcutHelp } from './shortcut-help.tsx'

/** How this browser shows Trialogue, and what is kept where. */
export function SettingsPage() {
  const { t, i18n } = useTranslation('app')
  const settings = useTranslation('settings')
  const { choice, choose } = useTheme()
  const hasSingleKeys = usePreferences((state) => state.hasSingleKeys)
  const isRailWide = usePreferences((state) => state.isRailWide)
  const showHelp = useShortcutHelp((state) => state.show)
  return (
    <>
      <header className="flex min-h-12 shrink-0 items-center gap-2 border-border border-b bg-surface px-2 py-1">
        <PageMenu />
        <h1 className="px-2 font-semibold text-ui">{t('page.settings')}</h1>
        <span className="flex-1" />
        <PageCorner />
      </header>
      <main
        id="main"
        tabIndex={-1}
        data-region=""
        aria-label={t('page.settings')}
        className="min-h-0 flex-1 overflow-auto -outline-offset-2"
      >
        <div className="mx-auto flex max-w-2xl flex-col gap-8 p-6">
          <Group title={settings.t('look')}>
            <Setting label={t('top.theme')}>
              <SegmentedControl
                label={t('top.theme')}
                value={choice}
                segments={themeChoices.map((value) => ({ value, label: t(`theme.${value}`) }))}
                onChange={choose}
              />
            </Setting>
            <Setting label={t('top.language')}>
              <SegmentedControl
                label={t('top.language')}
                value={languages.find((language) => language === i18n.language) ?? 'en'}
                segments={languages.map((value) => ({
                  value,
                  label: <span lang={value}>{t(`language.${value}`)}</span>,
                }))}
                onChange={(language) => void switchLanguage(i18n, language)}
              />
            </Setting>
            <Setting label={settings.t('rail')} hint={settings.t('railHint')}>
              <Switch
                label={settings.t('rail')}
                isOn={isRailWide}
                onChange={(next) => setPreference({ isRailWide: next })}
              />
            </Setting>
          </Group>
          <Group title={t('help.title')}>
            <Setting label={settings.t('singleKeys')} hint={settings.t('singleKeysHint')}>
              <Switch
                label={settings.t('singleKeys')}
                isOn={hasSingleKeys}
                onChange={(next) => setPreference({ hasSingleKeys: next })}
              />
            </Setting>
            <div>
              <Button onClick={showHelp}>{settings.t('showKeys')}</Button>
            </div>
          </Group>
          <Group title={settings.t('kept')}>
            <KeptWhere />
          </Group>
        </div>
      </main>
    </>
  )
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4">
      <h2 id={id} className="border-border border-b pb-2 font-semibold text-heading">
        {title}
      </h2>
      {children}
    </section>
  )
}

type SettingProps = { readonly label: string; readonly hint?: string; readonly children: ReactNode }

/** A setting's words at the left, its control at the right. The control names itself. */
function Setting({ label, hint, children }: SettingProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-56">
        <div aria-hidden>{label}</div>
        {hint === undefined ? null : <p className="text-muted text-small">{hint}</p>}
      </div>
      {children}
    </div>
  )
}

const keptThings = ['prompts', 'runs', 'models', 'unsent', 'preferences'] as const

/** Says what is kept on the server, and what in this browser. */
function KeptWhere() {
  const settings = useTranslation('settings')
  return (
    <>
      <p className="text-muted">{settings.t('keptText')}</p>
      <dl className="flex flex-col">
        {keptThings.map((thing) => (
          <div
            key={thing}
            className="grid grid-cols-1 gap-x-4 border-border border-t py-2 tablet:grid-cols-[12rem_1fr]"
          >
            <dt className="font-medium">{settings.t(`keptWhat.${thing}`)}</dt>
            <dd className="text-muted">{settings.t(`keptWhere.${thing}`)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
