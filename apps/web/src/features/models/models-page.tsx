import './texts.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { PageFrame } from '../../components/page-frame.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { ServersTab } from './endpoints/servers-tab.tsx'
import { LocalTab } from './local/local-tab.tsx'
import type { ModelsSearch } from './models-search.ts'

type ModelsPageProps = {
  readonly search: ModelsSearch
  readonly onSearch: (search: ModelsSearch) => void
  /** Makes a prompt with these models side by side and goes there; what was open stays as it is. */
  readonly onCompare: (family: string, modelIds: readonly string[]) => void
  /** Why that prompt could not be made. */
  readonly compareError: Error | null
  /** The way to the other pages, at the beginning of the header, where there is no rail. */
  readonly menu: ReactNode
  /** What stands at the end of every page's header. */
  readonly corner: ReactNode
}

/** Every model there is: on this machine, on its way here, on servers. */
export function ModelsPage(props: ModelsPageProps) {
  const { search, onSearch, onCompare, compareError, menu, corner } = props
  const { t } = useTranslation('models')
  const inPage = (content: ReactNode) => (
    <div className="mx-auto flex max-w-6xl flex-col gap-4 p-4">
      {compareError === null ? null : (
        <ErrorNotice error={compareError}>{t('family.compareFailed')}</ErrorNotice>
      )}
      {content}
    </div>
  )
  return (
    <PageFrame title={t('title')} menu={menu} corner={corner}>
      <Tabs
        label={t('tabs.label')}
        value={search.tab ?? 'local'}
        onChange={(tab) => onSearch(tab === 'servers' ? { tab } : {})}
        tabs={[
          {
            value: 'local',
            label: t('tabs.local'),
            content: inPage(<LocalTab {...{ search, onSearch, onCompare }} />),
          },
          {
            value: 'servers',
            label: t('tabs.servers'),
            content: inPage(<ServersTab {...{ search, onSearch }} />),
          },
        ]}
      />
    </PageFrame>
  )
}
