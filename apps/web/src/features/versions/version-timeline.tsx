import './texts.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { PromptVersionSummary } from '@trialogue/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { TextField } from '../../components/text-field.tsx'
import { versionsQuery } from '../../lib/queries/versions.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { useOpenPrompt } from '../../lib/workspace.ts'
import { LabelDialog } from './label-dialog.tsx'
import { LeaveDialog, type Leaving } from './leave-dialog.tsx'
import { TimelineList } from './timeline-list.tsx'
import { draftSide, type VersionView } from './version-view.ts'

type Props = { readonly onView: (view: VersionView) => void }

const searchDelayMs = 200

/** The saved versions of the open prompt, newest first, as a graph; compare any two, or go on from an old one. */
export function VersionTimeline({ onView }: Props) {
  const { t } = useTranslation('versions')
  const { promptId } = useOpenPrompt()
  const [typed, setTyped] = useState('')
  const search = useDebounced(typed.trim(), searchDelayMs)
  const query = useInfiniteQuery(versionsQuery(promptId, search))
  const [leaving, setLeaving] = useState<Leaving | null>(null)
  const [labelled, setLabelled] = useState<number | null>(null)
  const versions = query.data?.pages.flatMap((page) => page.items) ?? []
  const isSearch = search !== ''
  const isEmpty = query.isSuccess && versions.length === 0

  return (
    <section
      aria-label={t('timeline.title')}
      className="flex flex-col gap-3 px-3 py-4"
      aria-busy={query.isPending}
    >
      {query.error === null ? null : (
        <ErrorNotice error={query.error} onRetry={() => void query.refetch()}>
          {t('timeline.failed')}
        </ErrorNotice>
      )}
      {isEmpty && !isSearch ? null : (
        <TextField
          type="search"
          aria-label={t('timeline.search')}
          placeholder={t('timeline.search')}
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {isEmpty ? <p className="text-muted">{t(isSearch ? 'timeline.noneFound' : 'timeline.none')}</p> : null}
      <TimelineList
        versions={versions}
        isWhole={!isSearch}
        actionsOf={(version) => ({
          onShow: () => onView({ shown: version.number, before: null }),
          onCompare: () => onView(viewOf(version)),
          onRestore: () => setLeaving({ kind: 'restore', number: version.number }),
          onEditFrom: () => setLeaving({ kind: 'edit-from', number: version.number }),
          onLabel: () => setLabelled(version.number),
        })}
        onCompareDraft={(before) => onView({ shown: draftSide, before })}
      />
      {query.hasNextPage ? (
        <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('timeline.more')}
        </Button>
      ) : null}
      {leaving === null ? null : <LeaveDialog {...leaving} onClose={() => setLeaving(null)} />}
      {labelled === null ? null : <LabelDialog number={labelled} onClose={() => setLabelled(null)} />}
    </section>
  )
}

/** A version is compared with the one it came from; the first one with the draft. */
function viewOf({ number, parentNumber }: PromptVersionSummary): VersionView {
  if (parentNumber === null) return { before: number, shown: draftSide }
  return { before: parentNumber, shown: number }
}
