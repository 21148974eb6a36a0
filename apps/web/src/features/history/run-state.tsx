import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Run } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { client } from '../../lib/client.ts'
import { runQuery } from '../../lib/queries/runs.ts'
import { useErrorText } from '../../lib/use-error-text.ts'
import type { RunOutline } from './use-run.ts'

/** What there is to do about a run that has not come to its end: stop it, or continue it. */
export function RunState({ run }: { readonly run: RunOutline }) {
  const { t } = useTranslation('history')
  const errorText = useErrorText()
  const queryClient = useQueryClient()
  const params = { runId: run.id }
  const keep = (answered: Run) => queryClient.setQueryData(runQuery(run.id).queryKey, answered)
  const resume = useMutation({ mutationFn: () => client.resumeRun({ params }), onSuccess: keep })
  // The stream tells what became of each generation.
  const stop = useMutation({ mutationFn: () => client.cancelRun({ params, body: {} }) })
  const error = resume.error ?? stop.error
  if (run.status === 'completed') return null
  const isRunning = run.status === 'running'
  return (
    <div role="status" className="flex flex-col gap-2">
      <Notice
        tone="info"
        actions={
          isRunning ? (
            <Button size="small" disabled={stop.isPending} onClick={() => stop.mutate()}>
              {t('state.stop')}
            </Button>
          ) : (
            <Button size="small" disabled={resume.isPending} onClick={() => resume.mutate()}>
              {t('state.continue')}
            </Button>
          )
        }
      >
        {t(isRunning ? 'state.running' : 'state.interrupted')}
      </Notice>
      {error === null ? null : <Notice tone="failure">{errorText(error)}</Notice>}
    </div>
  )
}
