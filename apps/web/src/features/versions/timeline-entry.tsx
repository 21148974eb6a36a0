import type { PromptVersionSummary, VersionLabel } from '@trialogue/contract'
import { Ellipsis, Eye, GitBranch, Tag } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { Menu } from '../../components/menu.tsx'
import { formatExactTime, formatRelativeTime } from '../../lib/format-time.ts'
import { GraphRail } from './graph-rail.tsx'
import { LabelBadges } from './label-badges.tsx'
import type { GraphRow } from './version-graph.ts'

type Props = {
  readonly version: PromptVersionSummary
  readonly labels: readonly VersionLabel[]
  /** Its place in the graph, and how wide that is. */
  readonly row: GraphRow
  readonly graphWidthPx: number
  /** Whether the open draft was edited from it. */
  readonly isBase: boolean
  readonly actions: EntryActions
}

export type EntryActions = {
  readonly onShow: () => void
  readonly onCompare: () => void
  readonly onRestore: () => void
  readonly onEditFrom: () => void
  readonly onLabel: () => void
}

/** One version on the timeline. */
export function TimelineEntry({ version, labels, row, graphWidthPx, isBase, actions }: Props) {
  const { t, i18n } = useTranslation('versions')
  const { number, parentNumber, message, createdAt } = version
  const origin = useOrigin(version)
  return (
    <li className="relative py-2" style={{ paddingLeft: graphWidthPx + 8 }}>
      <GraphRail row={row} look={isBase ? 'base' : 'version'} />
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <button
          type="button"
          title={t('timeline.show')}
          onClick={actions.onShow}
          className="min-h-6 rounded-small font-semibold tabular-nums hover:underline"
        >
          {t('diff.version', { number })}
        </button>
        {isBase ? <Badge tone="accent">{t('timeline.current')}</Badge> : null}
        <LabelBadges labels={labels} />
        <time
          className="text-muted text-small"
          dateTime={new Date(createdAt).toISOString()}
          title={formatExactTime(createdAt, i18n.language)}
        >
          {formatRelativeTime(createdAt, Date.now(), i18n.language)}
        </time>
      </div>
      {message === '' ? null : <p className="break-words">{message}</p>}
      {origin === null ? null : <p className="text-muted text-small">{origin}</p>}
      {message === '' && origin === null ? <p className="text-muted">{t('timeline.noMessage')}</p> : null}
      <div className="mt-1 -ml-2 flex items-center gap-1">
        <Button
          look="quiet"
          size="small"
          aria-label={t(parentNumber === null ? 'timeline.compareDraftLabel' : 'timeline.compareLabel', {
            number,
          })}
          onClick={actions.onCompare}
        >
          {t('timeline.compare')}
        </Button>
        <Button
          look="quiet"
          size="small"
          aria-label={t('timeline.restoreLabel', { number })}
          onClick={actions.onRestore}
        >
          {t('timeline.restore')}
        </Button>
        <EntryMenu number={number} isBase={isBase} actions={actions} />
      </div>
    </li>
  )
}

type EntryMenuProps = {
  readonly number: number
  readonly isBase: boolean
  readonly actions: EntryActions
}

function EntryMenu({ number, isBase, actions }: EntryMenuProps) {
  const { t } = useTranslation('versions')
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} size="small" label={t('timeline.menuLabel', { number })} />}
      groups={[
        [
          { icon: Eye, label: t('timeline.show'), onSelect: actions.onShow },
          {
            icon: GitBranch,
            label: t('timeline.editFrom'),
            disabled: isBase,
            onSelect: actions.onEditFrom,
          },
          { icon: Tag, label: t('timeline.label'), onSelect: actions.onLabel },
        ],
      ]}
    />
  )
}

/** Where a version comes from, when that is not simply the one before it. */
function useOrigin({ number, parentNumber, restoredFromNumber }: PromptVersionSummary): string | null {
  const { t } = useTranslation('versions')
  if (restoredFromNumber !== null) return t('timeline.restored', { number: restoredFromNumber })
  if (parentNumber === null || parentNumber === number - 1) return null
  return t('timeline.from', { number: parentNumber })
}
