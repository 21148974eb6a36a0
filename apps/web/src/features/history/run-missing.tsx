import './texts.ts'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/** For the address of a run that is not here. */
export function RunMissing() {
  const { t } = useTranslation('history')
  return (
    <main id="main" tabIndex={-1} className="m-auto flex max-w-md flex-col gap-2 p-6 outline-none">
      <h1 className="font-semibold text-title">{t('missing.title')}</h1>
      <p className="text-muted">{t('missing.text')}</p>
      <Link to="/history" className="font-medium text-accent underline">
        {t('missing.back')}
      </Link>
    </main>
  )
}
