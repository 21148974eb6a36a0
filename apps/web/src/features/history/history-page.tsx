import './texts.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { PageFrame } from '../../components/page-frame.tsx'
import { runListQuery } from '../../lib/queries/run-list.ts'
import { useErrorText } from '../../lib/use-error-text.ts'
import { HistoryFilters } from './history-filters.tsx'
import { type HistorySearch, hasFilters, toRunFilters } from './history-search.ts'
import { RunDays } from './run-days.tsx'

type HistoryPageProps = {
  readonly search: HistorySearch
  readonly onSearch: (search: HistorySearch) => void
  /** What stands at the end of every page's header. */
  readonly corner: ReactNode
  /** The way to the other pages, at its beginning, where there is no rail. */
  readonly menu: ReactNode
}

/** Every run there was, newest first, and how to find one again. */
export function HistoryPage({ search, onSearch, corner, menu }: HistoryPageProps) {
  const { t } = useTranslation('history')
  // Typing filters at once; a field that somebody types into is made anew only when all filters are cleared.
  const [clearings, setClearings] = useState(0)
  const clear = () => {
    setClearings(clearings + 1)
    onSearch({})
  }
  return (
    <PageFrame title={t('title')} menu={menu} corner={corner}>
      <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4">
        <HistoryFilters key={clearings} search={search} onSearch={onSearch} onClear={clear} />
        <FoundRuns search={search} onClear={clear} />
      </div>
    </PageFrame>
  )
}

function FoundRuns({ search, onClear }: { readonly search: HistorySearch; readonly onClear: () => void }) {
  const { t } = useTranslation('history')
  const words = useTranslation('words')
  const errorText = useErrorText()
  const found = useInfiniteQuery(runListQuery(toRunFilters(search)))
  const runs = found.data?.pages.flatMap(({ items }) => items) ?? []
  if (found.isError && runs.length === 0) {
    return (
      <Notice
        tone="failure"
        actions={<Button onClick={() => void found.refetch()}>{words.t('action.retry')}</Button>}
      >
        {t('list.failed')} {errorText(found.error)}
      </Notice>
    )
  }
  if (found.isPending) return <p className="text-muted">{t('list.loading')}</p>
  if (runs.length === 0) {
    return hasFilters(search) ? (
      <div role="status" className="flex flex-col items-start gap-3 py-6">
        <p className="text-muted">{t('list.noMatch')}</p>
        <Button onClick={onClear}>{t('filter.clear')}</Button>
      </div>
    ) : (
      <div className="flex flex-col items-start gap-3 py-6">
        <p className="text-muted">{t('list.none')}</p>
        <Link to="/" className="font-medium text-accent underline">
          {t('list.openPlayground')}
        </Link>
      </div>
    )
  }
  return (
    <>
      <RunDays runs={runs} isStale={found.isPlaceholderData} />
      {found.hasNextPage ? (
        <Button
          className="self-center"
          disabled={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t(found.isFetchingNextPage ? 'list.loading' : 'list.more')}
        </Button>
      ) : null}
    </>
  )
}
