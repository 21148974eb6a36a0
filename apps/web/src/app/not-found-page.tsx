import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/** For an address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation('app')
  return (
    <main id="main" tabIndex={-1} className="m-auto flex max-w-md flex-col gap-2 p-6 outline-none">
      <h1 className="font-semibold text-title">{t('notFound.title')}</h1>
      <p className="text-muted">{t('notFound.text')}</p>
      <Link to="/" className="font-medium text-accent underline">
        {t('error.home')}
      </Link>
    </main>
  )
}
