import { useQuery } from '@tanstack/react-query'
import type { ExperimentSummary } from '@trialogue/contract'
import { FlaskConical } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { formatExactTime, formatRelativeTime } from '../../../lib/format-time.ts'
import { experimentsQuery } from '../queries.ts'
import type { GoTo } from '../tests-search.ts'
import { ProgressWords } from './progress-words.tsx'

/** Every experiment, the newest first, and how far it is. */
export function ExperimentList({ onSearch }: { readonly onSearch: GoTo }) {
  const { t } = useTranslation('tests')
  const { data, error, refetch } = useQuery(experimentsQuery)
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-center justify-between gap-4">
        <h2 className="font-semibold text-heading">{t('tabs.experiments')}</h2>
        <Button look="primary" onClick={() => onSearch({ dialog: 'experiment' })}>
          <FlaskConical size={16} aria-hidden />
          {t('experiment.new')}
        </Button>
      </div>
      {error === null ? null : (
        <ErrorNotice error={error} onRetry={() => void refetch()}>
          {t('experiment.listFailed')}
        </ErrorNotice>
      )}
      {data === undefined && error === null ? <p className="text-muted">{t('loading')}</p> : null}
      {data?.items.length === 0 ? <p className="text-muted">{t('experiment.none')}</p> : null}
      <ul className="flex flex-col">
        {data?.items.map((experiment) => (
          <Row
            key={experiment.id}
            experiment={experiment}
            onOpen={() => onSearch({ experiment: experiment.id })}
          />
        ))}
      </ul>
    </div>
  )
}

type RowProps = { readonly experiment: ExperimentSummary; readonly onOpen: () => void }

function Row({ experiment, onOpen }: RowProps) {
  const { t, i18n } = useTranslation('tests')
  const { name, datasetName, datasetVersion, variants, scorerNames, createdAt } = experiment
  return (
    <li className="border-border border-b">
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-11 w-full flex-wrap items-center gap-x-4 gap-y-1 rounded-small px-2 py-2 text-left hover:bg-hover"
      >
        <span className="flex min-w-0 flex-1 basis-64 flex-col">
          <span className="break-words font-medium">{name}</span>
          <span className="break-words text-muted text-small">
            {[
              `${datasetName} ${t('dataset.versionName', { number: datasetVersion })}`,
              t('variant.count', { count: variants.length }),
              ...scorerNames,
            ].join(' · ')}
          </span>
        </span>
        <ProgressWords experiment={experiment} />
        <time title={formatExactTime(createdAt, i18n.language)} className="text-muted text-small">
          {formatRelativeTime(createdAt, Date.now(), i18n.language)}
        </time>
      </button>
    </li>
  )
}
