import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Experiment } from '@trialogue/contract'
import { Download, Pause, Play, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { Menu } from '../../../components/menu.tsx'
import { saveFile } from '../../../lib/save-file.ts'
import { testsClient } from '../../../lib/tests-client.ts'
import { ProgressWords } from '../experiments/progress-words.tsx'
import { experimentQuery } from '../queries.ts'

/** What an experiment is called, how far it is, and what stops it, goes on with it or keeps it. */
export function ExperimentTools({ experiment }: { readonly experiment: Experiment }) {
  const { t } = useTranslation('tests')
  const { id, name, status, counts, datasetName, setup } = experiment
  const work = useExperimentWork(id)
  const exporting = useMutation({
    mutationFn: (format: 'csv' | 'jsonl') =>
      testsClient.exportExperiment({ params: { experimentId: id }, query: { format } }),
    onSuccess: ({ fileName, mediaType, text }) => saveFile(fileName, mediaType, text),
  })
  const isGoing = status === 'running' || status === 'queued'
  const isLeft = status === 'paused' || status === 'cancelled'
  return (
    <div className="flex shrink-0 flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="break-words font-semibold text-heading">{name}</h2>
          <p className="break-words text-muted text-small">
            {datasetName} {t('dataset.versionName', { number: setup.datasetVersion })}
          </p>
        </div>
        <span role="status">
          <ProgressWords experiment={experiment} />
        </span>
        <span className="flex flex-wrap gap-2">
          {isGoing ? (
            <Button onClick={() => work.mutate('pause')}>
              <Pause size={16} aria-hidden />
              {t('experiment.pause')}
            </Button>
          ) : null}
          {isLeft ? (
            <Button look="primary" onClick={() => work.mutate('resume')}>
              <Play size={16} aria-hidden />
              {t('experiment.resume')}
            </Button>
          ) : null}
          {counts.failed > 0 && !isGoing ? (
            <Button onClick={() => work.mutate('failed')}>
              <RotateCw size={16} aria-hidden />
              {t('experiment.failedAgain')}
            </Button>
          ) : null}
          <Menu
            align="end"
            trigger={<Button look="quiet">{t('experiment.more')}</Button>}
            groups={[
              [
                {
                  label: t('experiment.allAgain'),
                  icon: RotateCw,
                  onSelect: () => work.mutate('all'),
                  disabled: isGoing,
                },
                ...(isGoing || status === 'paused'
                  ? [{ label: t('experiment.cancel'), onSelect: () => work.mutate('cancel') }]
                  : []),
              ],
              [
                { label: t('experiment.exportCsv'), icon: Download, onSelect: () => exporting.mutate('csv') },
                {
                  label: t('experiment.exportJsonl'),
                  icon: Download,
                  onSelect: () => exporting.mutate('jsonl'),
                },
              ],
            ]}
          />
        </span>
      </div>
      {work.isError ? <ErrorNotice error={work.error}>{t('experiment.workFailed')}</ErrorNotice> : null}
      {exporting.isError ? (
        <ErrorNotice error={exporting.error}>{t('dataset.exportFailed')}</ErrorNotice>
      ) : null}
    </div>
  )
}

/** Pauses, resumes, stops an experiment, or makes its cells again; a list of numbers is a selection of them. */
export function useExperimentWork(experimentId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (act: 'pause' | 'resume' | 'cancel' | 'failed' | 'all' | readonly number[]) => {
      const params = { experimentId }
      if (act === 'pause') return testsClient.pauseExperiment({ params })
      if (act === 'resume') return testsClient.resumeExperiment({ params })
      if (act === 'cancel') return testsClient.cancelExperiment({ params })
      if (act === 'failed' || act === 'all')
        return testsClient.runExperimentCells({ params, body: { which: act } })
      return testsClient.runExperimentCells({ params, body: { which: 'chosen', cells: [...act] } })
    },
    onSuccess: (experiment) => queryClient.setQueryData(experimentQuery(experimentId).queryKey, experiment),
  })
}
