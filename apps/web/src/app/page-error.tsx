import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { useErrorText } from '../lib/use-error-text.ts'

/** For a page that could not be opened, or broke: says why, and offers to try again. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('app')
  const words = useTranslation('words')
  const errorText = useErrorText()
  const router = useRouter()
  return (
    <main className="m-auto flex max-w-md flex-col gap-2 p-6">
      <h1 className="font-semibold text-title">{t('error.title')}</h1>
      <p className="text-muted">{errorText(error)}</p>
      <div className="mt-2 flex items-center gap-4">
        <Button
          look="primary"
          onClick={() => {
            reset()
            void router.invalidate()
          }}
        >
          {words.t('action.retry')}
        </Button>
        <Link to="/" className="font-medium text-accent underline">
          {t('error.home')}
        </Link>
      </div>
    </main>
  )
}
