import { Outlet } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Rail } from './rail.tsx'

/** What every page stands in: the skip link, the rail, the page. */
export function Shell() {
  const { t } = useTranslation('app')
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
    </div>
  )
}
