import type { Endpoint } from '@trialogue/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { EndpointModelRow, modelColumns } from './endpoint-model-row.tsx'
import { useChangeEndpointModel } from './use-endpoints.ts'

/** A cloud may list a hundred. */
const shownAtOnce = 12

type EndpointModelsProps = {
  readonly endpoint: Endpoint
  readonly isTesting: boolean
  readonly onTest: (model: string) => void
}

/** The models of a server: which are offered, what kind they are, what they can do, what they cost. */
export function EndpointModels({ endpoint, isTesting, onTest }: EndpointModelsProps) {
  const { t } = useTranslation('models')
  const [filter, setFilter] = useState('')
  const [isAll, setIsAll] = useState(false)
  const change = useChangeEndpointModel(endpoint)
  const found = endpoint.models
    .filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase()))
    // Those that are in use first, in the server's own order.
    .toSorted((one, other) => Number(other.isEnabled) - Number(one.isEnabled))
  const shown = isAll ? found : found.slice(0, shownAtOnce)
  const hidden = found.length - shown.length
  return (
    <div className="border-border border-t">
      <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-1.5">
        <h3 className="font-medium">{t('endpoint.models.title')}</h3>
        {endpoint.models.length <= shownAtOnce ? null : (
          <TextField
            type="search"
            aria-label={t('endpoint.models.filter', { name: endpoint.name })}
            placeholder={t('endpoint.models.filter', { name: endpoint.name })}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            className="tablet:max-w-80"
          />
        )}
      </div>
      {change.isError ? (
        <div role="alert" className="px-4 pb-3">
          <ErrorNotice error={change.error}>{t('endpoint.models.failed')}</ErrorNotice>
        </div>
      ) : null}
      {endpoint.models.length === 0 ? (
        <p className="px-4 pb-3 text-muted">{t('endpoint.models.none')}</p>
      ) : null}
      {endpoint.models.length > 0 && found.length === 0 ? (
        <p role="status" className="px-4 pb-3 text-muted">
          {t('endpoint.models.noMatch')}
        </p>
      ) : null}
      {shown.length === 0 ? null : <Headings />}
      <ul>
        {shown.map((model) => (
          <EndpointModelRow
            key={model.name}
            model={model}
            isTesting={isTesting}
            onTest={() => onTest(model.name)}
            onChange={(part) => change.mutate({ model: model.name, change: part })}
          />
        ))}
      </ul>
      {hidden === 0 ? null : (
        <div className="border-border border-t p-2 text-center">
          <Button look="quiet" size="small" onClick={() => setIsAll(true)}>
            {t('endpoint.models.more', { count: hidden })}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Once above the rows where they are in columns; below that, each field says its own name. */
function Headings() {
  const { t } = useTranslation('models')
  const names = ['name', 'kind', 'context', 'priceIn', 'priceOut', 'currency'] as const
  return (
    <div aria-hidden className={`hidden px-4 pb-1 text-muted text-small laptop:grid ${modelColumns}`}>
      {names.map((name) => (
        <span key={name} title={name.startsWith('price') ? t('endpoint.models.priceHint') : undefined}>
          {t(`endpoint.models.${name}`)}
        </span>
      ))}
    </div>
  )
}
