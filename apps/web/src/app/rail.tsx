import { Link, useLocation } from '@tanstack/react-router'
import {
  Command as CommandIcon,
  Keyboard,
  type LucideIcon,
  PanelLeftClose,
  PanelLeftOpen,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Tooltip } from '../components/tooltip.tsx'
import { usePalette } from '../features/palette/palette-store.ts'
import { classNames } from '../lib/class-names.ts'
import { setPreference, usePreferences } from '../lib/preferences.ts'
import { Mark } from './mark.tsx'
import { pageOf, pages } from './pages.ts'
import { useShortcutHelp } from './shortcut-help.tsx'

/** The places of the app, on screens wide enough: icons, or icons and their names. */
export function Rail() {
  const { t } = useTranslation('app')
  const isWide = usePreferences((state) => state.isRailWide)
  const showHelp = useShortcutHelp((state) => state.show)
  const showPalette = usePalette((state) => state.setOpen)
  const current = pageOf(useLocation({ select: ({ pathname }) => pathname }))
  return (
    <nav
      aria-label={t('rail.label')}
      data-region=""
      tabIndex={-1}
      className={classNames(
        'hidden shrink-0 flex-col gap-1 border-border border-r bg-surface p-2 -outline-offset-2 laptop:flex',
        isWide ? 'w-50' : 'w-14',
      )}
    >
      <Link
        to="/"
        aria-label={t('rail.home')}
        className="mb-2 flex h-8 items-center gap-3 rounded-ui px-2.5 font-semibold"
      >
        <Mark />
        {isWide ? <span aria-hidden>{t('title')}</span> : null}
      </Link>
      {pages.map(({ id, path, icon }) => (
        <RailTooltip key={id} text={t(`page.${id}`)} isWide={isWide}>
          <Link
            to={path}
            aria-label={t(`page.${id}`)}
            aria-current={id === current?.id ? 'page' : undefined}
            className={classNames(
              itemLook,
              id === current?.id
                ? 'bg-accent-tint font-medium text-accent'
                : 'text-muted hover:bg-hover hover:text-text',
            )}
          >
            <ItemContent icon={icon} text={t(`page.${id}`)} isWide={isWide} />
          </Link>
        </RailTooltip>
      ))}
      <span className="flex-1" />
      <RailButton
        icon={CommandIcon}
        text={t('rail.commands')}
        isWide={isWide}
        onClick={() => showPalette(true)}
      />
      <RailButton icon={Keyboard} text={t('rail.help')} isWide={isWide} onClick={showHelp} />
      <RailButton
        icon={isWide ? PanelLeftClose : PanelLeftOpen}
        text={t(isWide ? 'rail.narrow' : 'rail.widen')}
        isWide={isWide}
        onClick={() => setPreference({ isRailWide: !isWide })}
      />
    </nav>
  )
}

const itemLook = 'flex h-9 w-full shrink-0 items-center gap-3 rounded-ui px-3 text-left text-ui'

type ItemProps = { readonly icon: LucideIcon; readonly text: string; readonly isWide: boolean }

function RailButton({ icon, text, isWide, onClick }: ItemProps & { readonly onClick: () => void }) {
  return (
    <RailTooltip text={text} isWide={isWide}>
      <button
        type="button"
        aria-label={text}
        onClick={onClick}
        className={classNames(itemLook, 'text-muted hover:bg-hover hover:text-text')}
      >
        <ItemContent icon={icon} text={text} isWide={isWide} />
      </button>
    </RailTooltip>
  )
}

function ItemContent({ icon: Icon, text, isWide }: ItemProps) {
  return (
    <>
      <Icon size={16} aria-hidden className="shrink-0" />
      {isWide ? <span className="min-w-0 truncate">{text}</span> : null}
    </>
  )
}

type RailTooltipProps = {
  readonly text: string
  readonly isWide: boolean
  readonly children: ReactNode
}

/** A name is said on hover where it is not written. */
function RailTooltip({ text, isWide, children }: RailTooltipProps) {
  return isWide ? children : <Tooltip text={text}>{children}</Tooltip>
}
