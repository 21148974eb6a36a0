import type { Endpoint } from '@trialogue/contract'
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../components/badge.tsx'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { Menu } from '../../../components/menu.tsx'
import { EndpointFacts } from './endpoint-facts.tsx'
import { EndpointModels } from './endpoint-models.tsx'
import { TestOutcome } from './test-outcome.tsx'
import { useTestEndpoint } from './use-endpoints.ts'

type EndpointCardProps = {
  readonly endpoint: Endpoint
  /** It was just connected: then it is tested at once. */
  readonly isFresh: boolean
  readonly onEdit: () => void
  readonly onRemove: () => void
}

/** One server: how it does, what a test of it said, its models. */
export function EndpointCard({ endpoint, isFresh, onEdit, onRemove }: EndpointCardProps) {
  const { t } = useTranslation('models')
  const { name, api } = endpoint
  const headingId = useId()
  const test = useTestEndpoint(name)
  const { mutate, isPending: isTesting } = test
  useEffect(() => {
    if (isFresh) mutate(null)
  }, [isFresh, mutate])
  return (
    <section aria-labelledby={headingId} className="rounded-ui border border-border bg-surface">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <h2 id={headingId} data-user-text="" className="min-w-0 break-words font-semibold">
          {name}
        </h2>
        <Badge>{t(`endpoint.api.${api}`)}</Badge>
        <span className="flex-1" />
        <Button
          size="small"
          aria-label={t('endpoint.card.testName', { name })}
          aria-disabled={isTesting}
          onClick={() => (isTesting ? undefined : mutate(null))}
        >
          {isTesting ? t('endpoint.card.testing') : t('endpoint.card.test')}
        </Button>
        <Menu
          align="end"
          trigger={<IconButton icon={Ellipsis} label={t('endpoint.card.more', { name })} />}
          groups={[
            [{ label: t('endpoint.card.edit'), icon: Pencil, onSelect: onEdit }],
            [{ label: t('endpoint.card.remove'), icon: Trash2, onSelect: onRemove }],
          ]}
        />
      </header>
      <div className="flex flex-col gap-4 border-border border-t px-4 py-3">
        <EndpointFacts endpoint={endpoint} />
        {test.isError ? (
          <div role="alert">
            <ErrorNotice error={test.error} onRetry={() => mutate(null)}>
              {t('endpoint.test.failed')}
            </ErrorNotice>
          </div>
        ) : null}
        <TestOutcome test={endpoint.lastTest} />
      </div>
      <EndpointModels endpoint={endpoint} isTesting={isTesting} onTest={(model) => mutate(model)} />
    </section>
  )
}
