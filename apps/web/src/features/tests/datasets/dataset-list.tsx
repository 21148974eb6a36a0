import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SampleDataset } from '@trialogue/contract'
import { Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { formatNumber } from '../../../lib/format-number.ts'
import { formatExactTime, formatRelativeTime } from '../../../lib/format-time.ts'
import { testsClient } from '../../../lib/tests-client.ts'
import { datasetsQuery, sampleDatasetsQuery } from '../queries.ts'
import type { GoTo } from '../tests-search.ts'

/** Every data set, and those that come with Trialogue. */
export function DatasetList({ onSearch }: { readonly onSearch: GoTo }) {
  const { t, i18n } = useTranslation('tests')
  const { data, error, refetch } = useQuery(datasetsQuery)
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center justify-between gap-4">
        <h2 className="font-semibold text-heading">{t('tabs.datasets')}</h2>
        <Button look="primary" onClick={() => onSearch({ tab: 'datasets', dialog: 'import' })}>
          <Upload size={16} aria-hidden />
          {t('import.open')}
        </Button>
      </div>
      {error === null ? null : (
        <ErrorNotice error={error} onRetry={() => void refetch()}>
          {t('dataset.listFailed')}
        </ErrorNotice>
      )}
      {data === undefined && error === null ? <p className="text-muted">{t('loading')}</p> : null}
      {data?.items.length === 0 ? <p className="text-muted">{t('dataset.none')}</p> : null}
      <ul className="flex flex-col">
        {data?.items.map(({ id, name, latest, updatedAt }) => (
          <li key={id} className="border-border border-b">
            <button
              type="button"
              onClick={() => onSearch({ tab: 'datasets', dataset: id })}
              className="flex min-h-11 w-full flex-wrap items-center gap-x-4 gap-y-1 rounded-small px-2 py-2 text-left hover:bg-hover"
            >
              <span className="min-w-0 flex-1 basis-64 break-words font-medium">{name}</span>
              <span className="text-muted text-small">
                {latest.columns.map((column) => column.name).join(' · ')}
              </span>
              <span className="text-muted tabular-nums">
                {t('dataset.rowCount', {
                  count: latest.rowCount,
                  rows: formatNumber(latest.rowCount, i18n.language),
                })}
              </span>
              <span className="text-muted tabular-nums">
                {t('dataset.versionName', { number: latest.number })}
              </span>
              <time title={formatExactTime(updatedAt, i18n.language)} className="text-muted text-small">
                {formatRelativeTime(updatedAt, Date.now(), i18n.language)}
              </time>
            </button>
          </li>
        ))}
      </ul>
      <Samples onSearch={onSearch} />
    </div>
  )
}

/** Data sets that come with Trialogue and are not among the reader's own yet. */
function Samples({ onSearch }: { readonly onSearch: GoTo }) {
  const { t, i18n } = useTranslation('tests')
  const queryClient = useQueryClient()
  const { data } = useQuery(sampleDatasetsQuery)
  const add = useMutation({
    mutationFn: ({ id }: SampleDataset) => testsClient.addSampleDataset({ params: { sampleId: id } }),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: datasetsQuery.queryKey })
      onSearch({ tab: 'datasets', dataset: id })
    },
  })
  const fresh = data?.items.filter(({ datasetId }) => datasetId === null) ?? []
  if (fresh.length === 0) return null
  return (
    <section aria-label={t('samples.title')} className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('samples.title')}</h3>
      {add.isError ? <ErrorNotice error={add.error}>{t('samples.failed')}</ErrorNotice> : null}
      <ul className="flex flex-col">
        {fresh.map((sample) => (
          <li key={sample.id} className="flex flex-wrap items-center gap-4 border-border border-b px-2 py-2">
            <span className="min-w-0 flex-1 basis-64 break-words font-medium">{sample.name}</span>
            <span className="text-muted text-small">
              {sample.columns.map(({ name }) => name).join(' · ')}
            </span>
            <span className="text-muted tabular-nums">
              {t('dataset.rowCount', {
                count: sample.rowCount,
                rows: formatNumber(sample.rowCount, i18n.language),
              })}
            </span>
            <Button
              size="small"
              aria-label={t('samples.addName', { name: sample.name })}
              aria-disabled={add.isPending}
              onClick={() => (add.isPending ? undefined : add.mutate(sample))}
            >
              {t('samples.add')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
