import { useQuery } from '@tanstack/react-query'
import type { PromptVersionSummary } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { labelsQuery } from '../../lib/queries/labels.ts'
import { isEdited, useWorkspace } from '../../lib/workspace.ts'
import { GraphRail, graphWidthPx } from './graph-rail.tsx'
import { type EntryActions, TimelineEntry } from './timeline-entry.tsx'
import { countLanes, type GraphRow, layOutGraph } from './version-graph.ts'

type Props = {
  readonly versions: readonly PromptVersionSummary[]
  /** False where versions between those shown are left out: then their lines would lead nowhere. */
  readonly isWhole: boolean
  readonly actionsOf: (version: PromptVersionSummary) => EntryActions
  readonly onCompareDraft: (baseVersion: number) => void
}

/** Stands before every version while it is laid out. */
const draftNumber = Number.POSITIVE_INFINITY
const alone: GraphRow = { lane: 0, from: [], past: [], hasParent: false }

/** The draft while it differs from its version, then the versions, with the lines that join them. */
export function TimelineList({ versions, isWhole, actionsOf, onCompareDraft }: Props) {
  const promptId = useWorkspace(({ open }) => open?.promptId ?? '')
  const baseVersion = useWorkspace(({ open }) => open?.baseVersion ?? null)
  const hasDraft = useWorkspace(({ open }) => open !== null && isEdited(open)) && isWhole
  const { data: labels } = useQuery(labelsQuery(promptId))
  const draft = hasDraft && baseVersion !== null ? [{ number: draftNumber, parentNumber: baseVersion }] : []
  const rows = isWhole ? layOutGraph([...draft, ...versions]) : versions.map(() => alone)
  const widthPx = graphWidthPx(countLanes(rows))
  return (
    <ol className="flex flex-col">
      {draft.map(({ parentNumber }) => (
        <DraftEntry
          key="draft"
          row={rows[0] ?? alone}
          widthPx={widthPx}
          baseVersion={parentNumber}
          onCompare={() => onCompareDraft(parentNumber)}
        />
      ))}
      {versions.map((version, index) => (
        <TimelineEntry
          key={version.id}
          version={version}
          labels={labels?.items.filter(({ versionNumber }) => versionNumber === version.number) ?? []}
          row={rows[draft.length + index] ?? alone}
          graphWidthPx={widthPx}
          isBase={version.number === baseVersion}
          actions={actionsOf(version)}
        />
      ))}
    </ol>
  )
}

type DraftEntryProps = {
  readonly row: GraphRow
  readonly widthPx: number
  readonly baseVersion: number
  readonly onCompare: () => void
}

function DraftEntry({ row, widthPx, baseVersion, onCompare }: DraftEntryProps) {
  const { t } = useTranslation('versions')
  return (
    <li className="relative py-2" style={{ paddingLeft: widthPx + 8 }}>
      <GraphRail row={row} look="draft" />
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-semibold">{t('diff.draft')}</span>
        <span className="text-muted text-small">{t('timeline.editedFrom', { number: baseVersion })}</span>
      </div>
      <Button look="quiet" size="small" className="mt-1 -ml-2" onClick={onCompare}>
        {t('timeline.compareDraft')}
      </Button>
    </li>
  )
}
