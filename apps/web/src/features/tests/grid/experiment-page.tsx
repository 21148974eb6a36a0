import { useQuery } from '@tanstack/react-query'
import type { Experiment } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { ScrollRegion } from '../../../components/scroll-region.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { experimentQuery } from '../queries.ts'
import { ResultsView } from '../results/results-view.tsx'
import { type GoTo, type TestsSearch, withoutCell } from '../tests-search.ts'
import { CellDialog } from './cell-dialog.tsx'
import { ExperimentGrid } from './experiment-grid.tsx'
import { ExperimentTools } from './experiment-tools.tsx'
import { useLiveExperiment } from './use-live-experiment.ts'
import { useVariantLabels } from './use-variant-labels.ts'

type ExperimentPageProps = {
  readonly experimentId: string
  readonly search: TestsSearch
  readonly onSearch: GoTo
}

/** One experiment, live: its grid, or what came of it. */
export function ExperimentPage({ experimentId, search, onSearch }: ExperimentPageProps) {
  const { t } = useTranslation('tests')
  const { data, error, refetch } = useQuery(experimentQuery(experimentId))
  const liveError = useLiveExperiment(experimentId)
  if (data === undefined) {
    if (error === null) return <p className="p-4 text-muted">{t('loading')}</p>
    return (
      <div className="p-4">
        <ErrorNotice error={error} onRetry={() => void refetch()}>
          {t('experiment.failed')}
        </ErrorNotice>
      </div>
    )
  }
  return <ExperimentView experiment={data} {...{ liveError, search, onSearch }} />
}

type ExperimentViewProps = {
  readonly experiment: Experiment
  readonly liveError: Error | null
  readonly search: TestsSearch
  readonly onSearch: GoTo
}

function ExperimentView({ experiment, liveError, search, onSearch }: ExperimentViewProps) {
  const { t } = useTranslation('tests')
  const labels = useVariantLabels(experiment.setup.variants)
  const openCell = (cell: number) => onSearch({ ...search, cell }, { isSamePlace: search.cell !== undefined })
  return (
    <div className="flex h-full min-h-0 flex-col">
      <ExperimentTools experiment={experiment} />
      {liveError === null ? null : (
        <div className="px-4 pb-2">
          <ErrorNotice error={liveError}>{t('experiment.notLive')}</ErrorNotice>
        </div>
      )}
      <Tabs
        className="flex-1"
        label={t('view.label')}
        value={search.view ?? 'grid'}
        onChange={(view) =>
          onSearch(
            { experiment: experiment.id, ...(view === 'results' ? { view } : {}) },
            { isSamePlace: true },
          )
        }
        tabs={[
          {
            value: 'grid',
            label: t('view.grid'),
            content: <ExperimentGrid {...{ experiment, labels, search, onSearch }} onOpen={openCell} />,
          },
          {
            value: 'results',
            label: t('view.results'),
            content: (
              <ScrollRegion label={t('view.results')} className="h-full">
                <ResultsView {...{ experiment, labels, search, onSearch }} onOpen={openCell} />
              </ScrollRegion>
            ),
          },
        ]}
      />
      {search.cell === undefined ? null : (
        <CellDialog
          experiment={experiment}
          labels={labels}
          number={search.cell}
          onOpen={openCell}
          onClose={() => onSearch(withoutCell(search), { isSamePlace: true })}
        />
      )}
    </div>
  )
}
