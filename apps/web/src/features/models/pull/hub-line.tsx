import { useQuery } from '@tanstack/react-query'
import type { HubState } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../components/badge.tsx'
import { Button } from '../../../components/button.tsx'
import { Notice } from '../../../components/notice.tsx'
import { hubQuery } from '../queries.ts'

/** Says that the hub cannot be reached, and that everything else goes on; nothing while it can. */
export function HubLine({ hub }: { readonly hub: HubState | null }) {
  const { t } = useTranslation('models')
  const { refetch, isFetching } = useQuery(hubQuery)
  if (hub === null || hub.state === 'reachable') return null
  return (
    <div role="status">
      <Notice
        tone="info"
        actions={
          hub.state === 'off' ? undefined : (
            <Button size="small" aria-disabled={isFetching} onClick={() => void refetch()}>
              {t('pull.hub.retry')}
            </Button>
          )
        }
      >
        <span className="flex flex-wrap items-baseline gap-2">
          <Badge>{t('pull.hub.offline')}</Badge>
          <span className="min-w-0 flex-1 basis-48">
            {hub.state === 'off'
              ? t('pull.hub.off')
              : t('pull.hub.unreachable', { detail: hub.detail }).trim()}
          </span>
        </span>
      </Notice>
    </div>
  )
}
