import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import type { ModelsSearch } from '../models-search.ts'
import { endpointsQuery } from '../queries.ts'
import { EndpointCard } from './endpoint-card.tsx'

type EndpointListProps = {
  /** The one that was just connected. */
  readonly fresh: string | null
  readonly onSearch: (search: ModelsSearch) => void
}

/** The servers that run models for us. */
export function EndpointList({ fresh, onSearch }: EndpointListProps) {
  const { t } = useTranslation('models')
  const { data, error, refetch } = useQuery(endpointsQuery)
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="max-w-[72ch] min-w-0 flex-1 basis-64 text-muted">{t('endpoint.intro')}</p>
        <Button
          look={data?.items.length === 0 ? 'primary' : 'secondary'}
          onClick={() => onSearch({ tab: 'servers', dialog: 'server' })}
        >
          <Plus size={16} aria-hidden />
          {t('endpoint.add')}
        </Button>
      </div>
      {error === null || data !== undefined ? null : (
        <ErrorNotice error={error} onRetry={() => void refetch()}>
          {t('endpoint.failed')}
        </ErrorNotice>
      )}
      {data === undefined && error === null ? <p className="text-muted">{t('endpoint.loading')}</p> : null}
      {data?.items.length === 0 ? (
        <p role="status" className="py-6 text-muted">
          {t('endpoint.none')}
        </p>
      ) : null}
      {data?.items.map((endpoint) => (
        <EndpointCard
          key={endpoint.name}
          endpoint={endpoint}
          isFresh={endpoint.name === fresh}
          onEdit={() => onSearch({ tab: 'servers', dialog: 'server', server: endpoint.name })}
          onRemove={() => onSearch({ tab: 'servers', dialog: 'remove-server', server: endpoint.name })}
        />
      ))}
    </div>
  )
}
