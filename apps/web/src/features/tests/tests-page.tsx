import './texts.ts'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button.tsx'
import { PageFrame } from '../../components/page-frame.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { DatasetList } from './datasets/dataset-list.tsx'
import { DatasetPage } from './datasets/dataset-page.tsx'
import { ImportDialog } from './datasets/import-dialog.tsx'
import { ChainOfThoughtDialog } from './experiments/chain-of-thought-dialog.tsx'
import { ExperimentList } from './experiments/experiment-list.tsx'
import { NewExperimentDialog } from './experiments/new-experiment-dialog.tsx'
import { ExperimentPage } from './grid/experiment-page.tsx'
import { datasetsQuery } from './queries.ts'
import { type GoTo, type TestsSearch, withoutDialog } from './tests-search.ts'

type TestsPageProps = {
  readonly search: TestsSearch
  readonly onSearch: GoTo
  /** The way to the other pages, at the beginning of the header, where there is no rail. */
  readonly menu: ReactNode
  /** What stands at the end of every page's header. */
  readonly corner: ReactNode
}

/** Data sets and what was measured on them: the lists, one data set, or one experiment, as the address says. */
export function TestsPage({ search, onSearch, menu, corner }: TestsPageProps) {
  const { t } = useTranslation('tests')
  const isDetail = search.experiment !== undefined || search.dataset !== undefined
  return (
    <PageFrame
      title={t('title')}
      menu={menu}
      back={
        isDetail ? (
          <IconButton
            icon={ChevronLeft}
            label={t('back')}
            onClick={() => onSearch(search.experiment === undefined ? { tab: 'datasets' } : {})}
          />
        ) : null
      }
      corner={corner}
    >
      <Content {...{ search, onSearch }} />
      <Dialogs {...{ search, onSearch }} />
    </PageFrame>
  )
}

type PartProps = { readonly search: TestsSearch; readonly onSearch: GoTo }

function Content({ search, onSearch }: PartProps) {
  const { t } = useTranslation('tests')
  if (search.experiment !== undefined) {
    return (
      <ExperimentPage key={search.experiment} experimentId={search.experiment} {...{ search, onSearch }} />
    )
  }
  if (search.dataset !== undefined) {
    return <DatasetPage key={search.dataset} datasetId={search.dataset} {...{ search, onSearch }} />
  }
  return (
    <Tabs
      label={t('tabs.label')}
      value={search.tab ?? 'experiments'}
      onChange={(tab) => onSearch(tab === 'datasets' ? { tab } : {})}
      tabs={[
        {
          value: 'experiments',
          label: t('tabs.experiments'),
          content: <Sheet>{<ExperimentList onSearch={onSearch} />}</Sheet>,
        },
        {
          value: 'datasets',
          label: t('tabs.datasets'),
          content: <Sheet>{<DatasetList onSearch={onSearch} />}</Sheet>,
        },
      ]}
    />
  )
}

function Sheet({ children }: { readonly children: ReactNode }) {
  return <div className="mx-auto max-w-6xl p-4">{children}</div>
}

/** What stands above the page, as the address says. */
function Dialogs({ search, onSearch }: PartProps) {
  const { data } = useQuery({ ...datasetsQuery, enabled: search.dialog !== undefined })
  const close = () => onSearch(withoutDialog(search))
  const dataset = data?.items.find(({ id }) => id === search.dataset) ?? null
  // A dialog about a data set waits until that is known.
  if (search.dialog === undefined || data === undefined) return null
  if (search.dialog === 'import') {
    return (
      <ImportDialog
        dataset={dataset}
        onImported={(id) => onSearch({ tab: 'datasets', dataset: id })}
        onClose={close}
      />
    )
  }
  const showExperiment = (experiment: string) => onSearch({ experiment })
  if (search.dialog === 'experiment') {
    return (
      <NewExperimentDialog datasets={data.items} dataset={dataset} onMade={showExperiment} onClose={close} />
    )
  }
  if (dataset === null) return null
  return (
    <ChainOfThoughtDialog
      dataset={dataset}
      onMade={(experiment) => onSearch({ experiment, view: 'results' })}
      onClose={close}
    />
  )
}
