import { useQueryClient } from '@tanstack/react-query'
import type { Column } from '@trialogue/contract'
import { Play, RefreshCw, Square } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button.tsx'
import { ColumnMenu } from './column-menu.tsx'
import { useIsWriting } from './column-samples.tsx'
import { ModelPicker } from './model-picker.tsx'
import { OwnPromptMark } from './own-prompt-mark.tsx'
import { isGreedy } from './parameter-reasons.ts'
import { ParametersPopover } from './parameters-popover.tsx'
import { regenerate, startRun, stopColumn } from './run-actions.ts'
import { useRunStore } from './run-store.ts'
import type { ColumnModel } from './use-models.ts'

type ColumnHeaderProps = { readonly column: Column; readonly model: ColumnModel }

/** Who writes in this column, with which parameters. Left alone while the column's text grows. */
export const ColumnHeader = memo(function ColumnHeader({ column, model }: ColumnHeaderProps) {
  return (
    <header className="flex flex-col gap-2 p-3 pb-1 max-tablet:gap-0 max-tablet:pt-2 max-tablet:pb-0">
      <ModelPicker column={column} />
      <div className="-mx-2 flex items-center">
        <ParametersPopover column={column} model={model} />
        <span className="flex-1" />
        <OwnPromptMark column={column} />
        <RunColumn column={column} />
        <ColumnMenu column={column} />
      </div>
    </header>
  )
})

/** Runs this column alone or stops it, and draws one more sample. */
function RunColumn({ column }: { readonly column: Column }) {
  const { t } = useTranslation('compare')
  const queryClient = useQueryClient()
  const isStarting = useRunStore(({ pending }) => pending === 'starting')
  const isStopping = useRunStore(
    ({ pending, stoppingColumns }) => pending === 'stopping' || stoppingColumns.includes(column.id),
  )
  const isWriting = useIsWriting(column.id)
  const whyNoSample = isWriting
    ? t('header.regenerateBusy')
    : isGreedy(column.parameters)
      ? t('header.regenerateSame')
      : undefined
  return (
    <>
      {/* One button, so that the focus stays where it is when a run begins or ends. */}
      <IconButton
        icon={isWriting ? Square : Play}
        size="small"
        label={isWriting ? (isStopping ? t('bar.stopping') : t('header.stop')) : t('header.run')}
        aria-disabled={isWriting ? isStopping : isStarting}
        onClick={() =>
          void (isWriting ? stopColumn(queryClient, column.id) : startRun(queryClient, [column.id]))
        }
        className="aria-disabled:opacity-50"
      />
      <IconButton
        icon={RefreshCw}
        size="small"
        label={t('header.regenerate')}
        disabledReason={whyNoSample}
        onClick={() => void regenerate(queryClient, column.id)}
      />
    </>
  )
}
