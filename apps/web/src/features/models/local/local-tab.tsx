import { useQuery } from '@tanstack/react-query'
import type { Model } from '@trialogue/contract'
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { ErrorNotice } from '../../../components/error-notice.tsx'
import { MachineLine } from '../machine-line.tsx'
import { type ModelsSearch, withoutDialog } from '../models-search.ts'
import { CachedList } from '../pull/cached-list.tsx'
import { FamilyList } from '../pull/family-list.tsx'
import { HubLine } from '../pull/hub-line.tsx'
import { PullDialog } from '../pull/pull-dialog.tsx'
import { PullList } from '../pull/pull-list.tsx'
import { usePulls } from '../pull/use-pulls.ts'
import { hubQuery, useWatchedModels } from '../queries.ts'
import { CardDialog } from './card-dialog.tsx'
import { ModelFamilies } from './model-families.tsx'
import { RemoveDialog } from './remove-dialog.tsx'

type LocalTabProps = {
  readonly search: ModelsSearch
  readonly onSearch: (search: ModelsSearch) => void
  /** Opens a prompt with these models side by side. */
  readonly onCompare: (family: string, modelIds: readonly string[]) => void
}

/** The models on this machine, those on their way to it, and those that could be. */
export function LocalTab({ search, onSearch, onCompare }: LocalTabProps) {
  const { t } = useTranslation('models')
  const { data, error, refetch } = useWatchedModels()
  const { data: hub = null } = useQuery(hubQuery)
  const pulls = usePulls()
  const pull = (repository?: string) =>
    onSearch({
      ...withoutDialog(search),
      dialog: 'pull',
      ...(repository === undefined ? {} : { repository }),
    })
  const models = data?.items.filter(({ source }) => source !== 'endpoint') ?? []
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-4">
        <MachineLine />
        <HubLine hub={hub} />
        <PullList pulls={pulls} onShow={(model) => onSearch({ model })} />
      </div>
      {error === null || data !== undefined ? null : (
        <ErrorNotice error={error} onRetry={() => void refetch()}>
          {t('failed')}
        </ErrorNotice>
      )}
      <div className="flex flex-col gap-4">
        <div className="flex items-center justify-between gap-4">
          <h2 className="font-semibold text-heading">{t('installed')}</h2>
          <Button onClick={() => pull()}>
            <Download size={16} aria-hidden />
            {t('pull.open')}
          </Button>
        </div>
        {data === undefined && error === null ? <p className="text-muted">{t('loading')}</p> : null}
        <ModelFamilies
          {...{ models, search, onSearch }}
          onCompare={(family, siblings) =>
            onCompare(
              family,
              siblings.map(({ id }) => id),
            )
          }
        />
      </div>
      <FamilyList {...{ pulls, hub, onCompare }} />
      <CachedList onUse={pull} />
      <LocalDialogs {...{ models, search, onSearch }} />
    </div>
  )
}

type LocalDialogsProps = Omit<LocalTabProps, 'onCompare'> & { readonly models: readonly Model[] }

/** What stands above the list, as the address says. */
function LocalDialogs({ models, search, onSearch }: LocalDialogsProps) {
  const close = () => onSearch(withoutDialog(search))
  const model = models.find(({ id }) => id === search.model)
  if (search.dialog === 'pull') {
    return (
      <PullDialog
        repository={search.repository ?? ''}
        onRepository={(repository) => onSearch({ ...search, repository })}
        onClose={close}
      />
    )
  }
  if (model === undefined) return null
  if (search.dialog === 'card') return <CardDialog model={model} onClose={close} />
  if (search.dialog === 'remove') return <RemoveDialog model={model} onClose={close} />
  return null
}
