import { Link } from '@tanstack/react-router'
import { Columns3, Keyboard } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../components/icon-button.tsx'
import { Tooltip } from '../components/tooltip.tsx'
import { useShortcutHelp } from './shortcut-help.tsx'

/** The places of the app, on screens wide enough. */
export function Rail() {
  const { t } = useTranslation('app')
  const showHelp = useShortcutHelp((state) => state.show)
  return (
    <nav
      aria-label={t('rail.label')}
      className="hidden w-14 shrink-0 flex-col items-center gap-3 border-border border-r bg-surface py-2 laptop:flex"
    >
      <Link to="/" aria-label={t('rail.home')} className="flex size-8 items-center justify-center rounded-ui">
        <Mark />
      </Link>
      <Tooltip text={t('page.playground')}>
        <Link
          to="/"
          aria-label={t('page.playground')}
          aria-current="page"
          className="flex size-8 items-center justify-center rounded-ui bg-accent-tint text-accent"
        >
          <Columns3 size={16} aria-hidden />
        </Link>
      </Tooltip>
      <span className="flex-1" />
      <IconButton icon={Keyboard} label={t('rail.help')} onClick={showHelp} />
    </nav>
  )
}

/** Three voices. */
function Mark() {
  return (
    <svg viewBox="0 0 20 20" className="size-5" aria-hidden="true">
      <rect x="1" y="2" width="4" height="16" rx="1.5" className="fill-base" />
      <rect x="8" y="2" width="4" height="16" rx="1.5" className="fill-instruct" />
      <rect x="15" y="2" width="4" height="16" rx="1.5" className="fill-dialog" />
    </svg>
  )
}
