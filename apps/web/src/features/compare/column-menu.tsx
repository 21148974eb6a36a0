import type { Column } from '@trialogue/contract'
import {
  ArrowLeft,
  ArrowRight,
  CopyPlus,
  Ellipsis,
  FilePen,
  type LucideIcon,
  Pin,
  PinOff,
  RotateCcw,
  Trash2,
} from 'lucide-react'
import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button.tsx'
import { Menu, type MenuItem } from '../../components/menu.tsx'
import { useContent, useWorkspace } from '../../lib/workspace.ts'
import { duplicateColumn, maxColumns, moveColumn, removeColumn, shareBody } from './column-edits.ts'
import { type ColumnSample, useColumnSamples, useShownPlace } from './column-samples.tsx'
import { editPromptOf } from './edited-prompt.ts'
import { useOutputItems } from './output-items.ts'
import { pinBaseline, useRunStore } from './run-store.ts'

/** Something that another feature does with a column; the page hands it in. */
export type ColumnAction = {
  readonly label: string
  readonly icon: LucideIcon
  readonly onSelect: (columnId: string) => void
}

/** What other features do with a column. */
export const ColumnActions = createContext<readonly ColumnAction[]>([])

/** Everything that can be done with a column, and with the output in sight. */
export function ColumnMenu({ column }: { readonly column: Column }) {
  const { t } = useTranslation('compare')
  const actions = useContext(ColumnActions)
  const samples = useColumnSamples(column.id)
  const sample = samples[useShownPlace(column.id, samples)] ?? null
  const more = actions.map(({ onSelect, ...action }) => ({ ...action, onSelect: () => onSelect(column.id) }))
  const groups = [
    useOutputItems(sample),
    [useBaselineItem(sample), ...more],
    usePlaceItems(column),
    [useOwnPromptItem(column), useRemoveItem(column)],
  ]
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={Ellipsis} size="small" label={t('header.more')} />}
      groups={groups}
    />
  )
}

function usePlaceItems({ id }: Column): MenuItem[] {
  const { t } = useTranslation('compare')
  const update = useWorkspace((state) => state.update)
  const columns = useContent((content) => content.columns)
  const place = columns.findIndex((column) => column.id === id)
  return [
    {
      icon: CopyPlus,
      label: t('header.duplicate'),
      disabledReason: columns.length < maxColumns ? undefined : t('header.full', { count: maxColumns }),
      onSelect: () => update(duplicateColumn(id)),
    },
    {
      icon: ArrowLeft,
      label: t('header.left'),
      disabled: place === 0,
      onSelect: () => update(moveColumn(id, -1)),
    },
    {
      icon: ArrowRight,
      label: t('header.right'),
      disabled: place === columns.length - 1,
      onSelect: () => update(moveColumn(id, 1)),
    },
  ]
}

function useBaselineItem(sample: ColumnSample | null): MenuItem {
  const { t } = useTranslation('compare')
  const pinnedId = useRunStore(({ baseline }) => baseline?.generationId)
  if (sample !== null && sample.generationId === pinnedId) {
    return { icon: PinOff, label: t('baseline.unpin'), onSelect: () => pinBaseline(null) }
  }
  return {
    icon: Pin,
    label: t('baseline.pin'),
    disabledReason: sample === null ? t('output.none') : undefined,
    onSelect: () => sample !== null && pinBaseline(sample),
  }
}

function useOwnPromptItem({ id, body }: Column): MenuItem {
  const { t } = useTranslation('compare')
  const update = useWorkspace((state) => state.update)
  if (body !== null) {
    return { icon: RotateCcw, label: t('own.reset'), onSelect: () => update(shareBody(id)) }
  }
  return { icon: FilePen, label: t('own.give'), onSelect: () => editPromptOf(id) }
}

function useRemoveItem({ id }: Column): MenuItem {
  const { t } = useTranslation('compare')
  const update = useWorkspace((state) => state.update)
  const isLast = useContent(({ columns }) => columns.length === 1)
  return {
    icon: Trash2,
    label: t('header.remove'),
    disabledReason: isLast ? t('header.last') : undefined,
    onSelect: () => update(removeColumn(id)),
  }
}
