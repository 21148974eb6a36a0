import type { Pull } from '@trialogue/contract'
import { Pause, Play, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../components/badge.tsx'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { IconButton } from '../../../components/icon-button.tsx'
import { isMoving } from '../queries.ts'
import { PullBar } from './pull-bar.tsx'
import { usePullWords } from './pull-words.ts'
import { usePullWork } from './use-pulls.ts'

type PullRowProps = { readonly pull: Pull; readonly onShow: (modelId: string) => void }

/** One pull: how far it is, how fast, how long still; what stopped it and what can be done. */
export function PullRow({ pull, onShow }: PullRowProps) {
  const { t } = useTranslation('models')
  const say = usePullWords()
  const work = usePullWork(pull)
  const named = { model: pull.repository.name }
  return (
    <li className="flex flex-col gap-2 border-border border-t px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <div className="min-w-0 flex-1 basis-44">
          <p className="flex items-center gap-2">
            <span data-user-text="" className="min-w-0 break-words font-medium">
              {pull.repository.name}
            </span>
            <Badge>{pull.precision}</Badge>
          </p>
          <p className="mt-0.5 text-muted text-small tabular-nums">{say(pull)}</p>
        </div>
        <div className="flex items-center gap-1">
          {pull.status === 'completed' ? (
            <Button size="small" onClick={() => onShow(pull.modelId)}>
              {t('pull.list.show')}
            </Button>
          ) : null}
          {isMoving(pull) ? (
            <IconButton
              icon={Pause}
              label={t('pull.list.pauseName', named)}
              onClick={() => work.mutate('pause')}
            />
          ) : null}
          {pull.status === 'paused' ? (
            <IconButton
              icon={Play}
              label={t('pull.list.resumeName', named)}
              onClick={() => work.mutate('resume')}
            />
          ) : null}
          <IconButton
            icon={X}
            label={t(hasEnded(pull) ? 'pull.list.dismissName' : 'pull.list.cancelName', named)}
            onClick={() => work.mutate('cancel')}
          />
        </div>
      </div>
      {hasEnded(pull) ? null : <PullBar pull={pull} />}
      {pull.error === null ? null : (
        <ErrorNotice
          error={pull.error}
          {...(pull.status === 'failed' ? { onRetry: () => work.mutate('resume') } : {})}
        />
      )}
      {work.isError ? <ErrorNotice error={work.error}>{t('pull.list.failed')}</ErrorNotice> : null}
    </li>
  )
}

/** Whether there is nothing left of it to give up. */
function hasEnded({ status }: Pull): boolean {
  return status === 'completed' || status === 'cancelled'
}
