import { Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { Keys } from '../components/keys.tsx'
import { usePalette } from '../features/palette/palette-store.ts'
import { LanguageMenu, ThemeMenu } from './preference-menus.tsx'

/** What stands at the right end of every page's bar: commands, language, theme. */
export function PageCorner() {
  const { t } = useTranslation('app')
  const showPalette = usePalette((state) => state.setOpen)
  return (
    <div className="flex items-center gap-1">
      <span className="hidden desktop:inline">
        <Button look="muted" onClick={() => showPalette(true)}>
          <Search size={16} aria-hidden />
          {t('rail.commands')}
          <Keys keys="Ctrl+K" />
        </Button>
      </span>
      <LanguageMenu />
      <ThemeMenu />
    </div>
  )
}
