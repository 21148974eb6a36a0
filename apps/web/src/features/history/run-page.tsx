import './texts.ts'
import { Link } from '@tanstack/react-router'
import { toErrorRecord } from '@trialogue/contract'
import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import type { CodeSubject } from '../../lib/code-subject.ts'
import { useErrorText } from '../../lib/use-error-text.ts'
import { RunContent } from './run-content-view.tsx'
import { RunFacts } from './run-facts.tsx'
import { RunMissing } from './run-missing.tsx'
import type { RunSearch } from './run-search.ts'
import { useRunOutline } from './use-run.ts'

type RunPageProps = {
  readonly runId: string
  readonly search: RunSearch
  readonly onSearch: (search: RunSearch) => void
  /** Shows the code that asks the same. */
  readonly onCode: (subject: CodeSubject) => void
  readonly corner: ReactNode
  /** The way to the other pages, at its beginning, where there is no rail. */
  readonly menu: ReactNode
}

/** An old run, exactly as it was; beside another one where the address names it. */
export function RunPage({ runId, search, onSearch, onCode, corner, menu }: RunPageProps) {
  const { t } = useTranslation('history')
  const { run, error } = useRunOutline(runId)
  if (error !== null && toErrorRecord(error).code === 'NOT_FOUND') return <RunMissing />
  return (
    <>
      <header className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-border border-b bg-surface px-2 py-1 tablet:flex-nowrap">
        {menu}
        <BackLink />
        {/* On phones on a line of its own. */}
        <div className="order-last min-w-0 basis-full px-2 tablet:order-none tablet:flex-1 tablet:basis-0">
          {run === null ? null : <RunFacts run={run} />}
        </div>
        <span className="flex-1 tablet:hidden" />
        {corner}
      </header>
      <main
        id="main"
        tabIndex={-1}
        data-region=""
        aria-label={t('run.region')}
        className="min-h-0 flex-1 overflow-auto -outline-offset-2"
      >
        {run === null ? (
          <RunLoading error={error} />
        ) : (
          <RunContent key={run.id} run={run} search={search} onSearch={onSearch} onCode={onCode} />
        )}
      </main>
    </>
  )
}

function BackLink() {
  const { t } = useTranslation('history')
  return (
    <Link
      to="/history"
      className="inline-flex h-8 items-center gap-1 rounded-ui px-1 text-muted hover:bg-hover hover:text-text"
    >
      <ArrowLeft size={16} aria-hidden />
      {t('title')}
    </Link>
  )
}

function RunLoading({ error }: { readonly error: Error | null }) {
  const { t } = useTranslation('history')
  const errorText = useErrorText()
  return (
    <div className="p-4">
      {error === null ? (
        <p className="text-muted">{t('run.loading')}</p>
      ) : (
        <Notice tone="failure">{errorText(error)}</Notice>
      )}
    </div>
  )
}
