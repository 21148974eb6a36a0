import { useQueryClient } from '@tanstack/react-query'
import type { Column } from '@trialogue/contract'
import { ArrowLeft, ArrowRight, Ellipsis, Play, Trash2 } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button.tsx'
import { Menu } from '../../components/menu.tsx'
import { useContent, useWorkspace } from '../../lib/workspace.ts'
import { moveColumn, removeColumn } from './column-edits.ts'
import { ModelPicker } from './model-picker.tsx'
import { ParametersPopover } from './parameters-popover.tsx'
import { startRun } from './run-actions.ts'
import { useRunStore } from './run-store.ts'
import { useIsWriting } from './use-column-run.ts'
import type { ColumnModel } from './use-models.ts'

/** How far the token limit goes while the model's context length is not known. */
const assumedContextLength = 2_048

type ColumnHeaderProps = { readonly column: Column; readonly model: ColumnModel }

/** Who writes in this column, with which parameters. Left alone while the column's text grows. */
export const ColumnHeader = memo(function ColumnHeader({ column, model }: ColumnHeaderProps) {
  const { t } = useTranslation('compare')
  const queryClient = useQueryClient()
  const isStarting = useRunStore(({ pending }) => pending === 'starting')
  const isWriting = useIsWriting(column.id)
  return (
    <header className="flex flex-col gap-2 p-3 pb-1">
      <div className="flex">
        <ModelPicker column={column} />
      </div>
      <div className="-mx-2 flex items-center">
        <ParametersPopover
          column={column}
          modelName={model.name}
          contextLength={model.model?.contextLength ?? assumedContextLength}
        />
        <span className="flex-1" />
        <IconButton
          icon={Play}
          size="small"
          label={t('header.run')}
          disabled={isStarting || isWriting}
          onClick={() => void startRun(queryClient, [column.id])}
        />
        <ColumnMenu column={column} />
      </div>
    </header>
  )
})

function ColumnMenu({ column }: { readonly column: Column }) {
  const { t } = useTranslation('compare')
  const update = useWorkspace((state) => state.update)
  const columns = useContent((content) => content.columns)
  const place = columns.findIndex(({ id }) => id === column.id)
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={Ellipsis} size="small" label={t('header.more')} />}
      groups={[
        [
          {
            icon: ArrowLeft,
            label: t('header.left'),
            disabled: place === 0,
            onSelect: () => update(moveColumn(column.id, -1)),
          },
          {
            icon: ArrowRight,
            label: t('header.right'),
            disabled: place === columns.length - 1,
            onSelect: () => update(moveColumn(column.id, 1)),
          },
        ],
        [
          {
            icon: Trash2,
            label: t('header.remove'),
            disabled: columns.length === 1,
            onSelect: () => update(removeColumn(column.id)),
          },
        ],
      ]}
    />
  )
}
