import { useQuery } from '@tanstack/react-query'
import { type PullRequest, pullRequestSchema } from '@trialogue/contract'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Field } from '../../../components/field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { planQuery } from '../queries.ts'
import { PlanView } from './plan-view.tsx'
import { useStartPulls } from './use-pulls.ts'

type PullDialogProps = {
  /** What the address names; empty for none. */
  readonly repository: string
  readonly onRepository: (repository: string) => void
  readonly onClose: () => void
}

/** Pulls a repository by its name: shows what that would do before a byte of the model is fetched. */
export function PullDialog({ repository, onRepository, onClose }: PullDialogProps) {
  const { t } = useTranslation('models')
  const words = useTranslation('words')
  const [typed, setTyped] = useState(repository)
  const [request, setRequest] = useState<PullRequest | null>(() => toRequest(repository))
  const plan = useQuery({
    ...planQuery(request ?? pullRequestSchema.parse({ repository: '-' })),
    enabled: request !== null,
    // While another precision or kind is looked at, the plan stays in sight.
    placeholderData: (before) =>
      before !== undefined && request !== null && plannedFor(before.repository.name, request)
        ? before
        : undefined,
  })
  const start = useStartPulls(onClose)
  const look = (event: FormEvent) => {
    event.preventDefault()
    setRequest(toRequest(typed))
    onRepository(typed.trim())
  }
  const isLooking = request !== null && plan.isFetching
  const canPull = plan.data !== undefined && plan.data.obstacle === null && !plan.isPlaceholderData
  const isInstalled = plan.data !== undefined && plan.data.installedModelId !== null
  return (
    <Dialog
      isOpen
      size="large"
      title={t('pull.title')}
      description={t('pull.description')}
      onOpenChange={onClose}
      footer={
        <>
          <Button onClick={onClose}>{words.t('action.cancel')}</Button>
          <Button
            look="primary"
            disabled={!canPull || isInstalled || start.isPending}
            onClick={() => request !== null && start.mutate([request])}
          >
            {isInstalled ? t('pull.again') : t('pull.confirm')}
          </Button>
        </>
      }
    >
      <form onSubmit={look} className="flex flex-col gap-4">
        <Field label={t('pull.field')} hint={t('pull.fieldHint')}>
          {(ids) => (
            <div className="flex gap-2">
              <TextField
                {...ids}
                spellCheck={false}
                autoComplete="off"
                placeholder="HuggingFaceTB/SmolLM2-135M"
                maxLength={500}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                className="font-mono"
              />
              <Button type="submit" disabled={typed.trim() === ''} aria-disabled={isLooking}>
                {isLooking ? t('pull.looking') : t('pull.look')}
              </Button>
            </div>
          )}
        </Field>
      </form>
      <div aria-live="polite" className="mt-4 flex flex-col gap-4 empty:hidden">
        {plan.error === null ? null : (
          <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()}>
            {t('pull.failed')}
          </ErrorNotice>
        )}
        {plan.data === undefined || request === null ? null : (
          <PlanView
            plan={plan.data}
            isOutdated={plan.isFetching}
            onChange={(part) => setRequest({ ...request, ...part })}
          />
        )}
        {start.isError ? <ErrorNotice error={start.error}>{t('pull.startFailed')}</ErrorNotice> : null}
      </div>
    </Dialog>
  )
}

function toRequest(repository: string): PullRequest | null {
  const parsed = pullRequestSchema.safeParse({ repository })
  return parsed.success ? parsed.data : null
}

/** Whether a plan is of the repository that is asked for, however that is written. */
function plannedFor(name: string, request: PullRequest): boolean {
  return request.repository.toLowerCase().includes(name.toLowerCase())
}
