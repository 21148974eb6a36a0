import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../components/error-notice.tsx'

/** For a page that could not be opened, or broke: says why, and offers to try again. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('app')
  const router = useRouter()
  return (
    <main id="main" tabIndex={-1} className="m-auto flex w-full max-w-xl flex-col gap-4 p-6 outline-none">
      <h1 className="font-semibold text-title">{t('error.title')}</h1>
      <ErrorNotice
        error={error}
        onRetry={() => {
          reset()
          void router.invalidate()
        }}
      />
      <p>
        <Link to="/" className="font-medium text-accent underline">
          {t('error.home')}
        </Link>
      </p>
    </main>
  )
}
