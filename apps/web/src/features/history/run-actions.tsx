import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CodeXml, GitCompareArrows, Play, SquarePen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { client } from '../../lib/client.ts'
import { runQuery } from '../../lib/queries/runs.ts'
import { useErrorText } from '../../lib/use-error-text.ts'
import { ChooseRunDialog } from './choose-run-dialog.tsx'
import { OpenRunDialog } from './open-run-dialog.tsx'
import type { RunSearch } from './run-search.ts'
import type { RunOutline } from './use-run.ts'

type RunActionsProps = {
  readonly run: RunOutline
  readonly itemIndex: number
  readonly onSearch: (search: RunSearch) => void
  readonly onCode: () => void
}

/** What can be done with an old run. */
export function RunActions({ run, itemIndex, onSearch, onCode }: RunActionsProps) {
  const { t } = useTranslation('history')
  const errorText = useErrorText()
  const [dialog, setDialog] = useState<'open' | 'compare' | null>(null)
  const again = useRunAgain(run)
  const close = () => setDialog(null)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => setDialog('open')}>
          <SquarePen size={16} aria-hidden />
          {t('action.open')}
        </Button>
        <Button disabled={again.isPending} title={t('action.againHint')} onClick={() => again.mutate()}>
          <Play size={16} aria-hidden />
          {t('action.again')}
        </Button>
        <Button onClick={() => setDialog('compare')}>
          <GitCompareArrows size={16} aria-hidden />
          {t('action.compare')}
        </Button>
        <Button onClick={onCode}>
          <CodeXml size={16} aria-hidden />
          {t('action.code')}
        </Button>
      </div>
      {again.error === null ? null : <Notice tone="failure">{errorText(again.error)}</Notice>}
      {dialog === 'open' ? <OpenRunDialog run={run} itemIndex={itemIndex} onClose={close} /> : null}
      {dialog === 'compare' ? (
        <ChooseRunDialog
          run={run}
          onClose={close}
          onChoose={(other) => {
            close()
            onSearch({ with: other, ...(itemIndex === 0 ? {} : { item: itemIndex + 1 }) })
          }}
        />
      ) : null}
    </div>
  )
}

/** Asks exactly the same once more, and shows the new run beside this one. */
function useRunAgain(run: RunOutline) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => client.createRun({ body: run.request }),
    onSuccess: (made) => {
      queryClient.setQueryData(runQuery(made.id).queryKey, made)
      void navigate({ to: '/runs/$runId', params: { runId: made.id }, search: { with: run.id } })
    },
  })
}
