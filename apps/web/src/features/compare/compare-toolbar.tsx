import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button.tsx'
import { modelsQuery } from '../../lib/queries/models.ts'
import { useContent, useWorkspace } from '../../lib/workspace.ts'
import { addColumn, maxColumns } from './column-edits.ts'
import { SyncSwitch } from './sync-switch.tsx'

/** Above the columns: what is done with all of them. `children` are tools of other features. */
export function CompareToolbar({ children }: { readonly children?: ReactNode }) {
  const { t } = useTranslation('compare')
  const { data } = useQuery(modelsQuery)
  const count = useContent((content) => content.columns.length)
  const update = useWorkspace((state) => state.update)
  return (
    <div
      role="toolbar"
      aria-label={t('toolbar')}
      className="@container flex h-10 shrink-0 items-center gap-1 border-border border-b bg-surface px-2 pointer-coarse:h-12"
    >
      {children}
      <span className="flex-1" />
      <SyncSwitch />
      <IconButton
        icon={Plus}
        label={t('add')}
        disabledReason={count < maxColumns ? undefined : t('header.full', { count: maxColumns })}
        onClick={() => update(addColumn(data?.items ?? []))}
      />
    </div>
  )
}
