import { useQuery } from '@tanstack/react-query'
import type { Experiment } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { resultQuery } from '../queries.ts'
import type { GoTo, TestsSearch } from '../tests-search.ts'
import { ChainOfThoughtPanel } from './chain-of-thought-panel.tsx'
import { ComparisonView } from './comparison-view.tsx'
import { findReasoningPairs } from './find-reasoning-pairs.ts'
import { SliceTable } from './slice-table.tsx'
import { VariantTable } from './variant-table.tsx'

type ResultsViewProps = {
  readonly experiment: Experiment
  readonly labels: ReadonlyMap<string, string>
  readonly search: TestsSearch
  readonly onSearch: GoTo
  /** Opens a cell of this experiment. */
  readonly onOpen: (cell: number) => void
}

/** What came of an experiment: figures of each variant, and two of them case by case. */
export function ResultsView({ experiment, labels, search, onSearch, onOpen }: ResultsViewProps) {
  const { t } = useTranslation('tests')
  const { data, error, refetch } = useQuery(resultQuery(experiment.id))
  const pairs = findReasoningPairs(experiment.setup.variants)
  if (data === undefined) {
    if (error === null) return <p className="p-4 text-muted">{t('loading')}</p>
    return (
      <div className="p-4">
        <ErrorNotice error={error} onRetry={() => void refetch()}>
          {t('results.failed')}
        </ErrorNotice>
      </div>
    )
  }
  const [scorer] = experiment.scorers
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-8 p-4">
      {scorer === undefined || pairs.length === 0 ? null : (
        <ChainOfThoughtPanel
          experimentId={experiment.id}
          scorer={scorer.name}
          pairs={pairs}
          labels={labels}
          onCompare={(base, variant) =>
            onSearch({ ...search, scorer: scorer.name, base, variant }, { isSamePlace: true })
          }
        />
      )}
      <VariantTable variants={data.variants} labels={labels} />
      {data.slices.length === 0 || scorer === undefined ? null : (
        <SliceTable
          slices={data.slices}
          labels={labels}
          scorers={experiment.scorers.map(({ name }) => name)}
        />
      )}
      {experiment.scorers.length === 0 ? (
        <p className="text-muted">{t('results.noScorers')}</p>
      ) : (
        <ComparisonView {...{ experiment, labels, search, onSearch, onOpen }} />
      )}
    </div>
  )
}
