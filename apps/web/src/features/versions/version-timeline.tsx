import { useInfiniteQuery } from '@tanstack/react-query'
import type { PromptVersionSummary } from '@trialogue/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { versionsQuery } from '../../lib/queries/versions.ts'
import { useErrorText } from '../../lib/use-error-text.ts'
import { useOpenPrompt } from '../../lib/workspace.ts'
import { CompareDialog } from './compare-dialog.tsx'
import { type ComparedPair, draftSide } from './compared-pair.ts'
import { RestoreDialog } from './restore-dialog.tsx'
import { TimelineEntry } from './timeline-entry.tsx'

/** The saved versions of the open prompt, newest first; compare any two, or bring an old one back. */
export function VersionTimeline() {
  const { t } = useTranslation('versions')
  const { promptId, baseVersion } = useOpenPrompt()
  const query = useInfiniteQuery(versionsQuery(promptId))
  const errorText = useErrorText()
  const [restoring, setRestoring] = useState<number | null>(null)
  const [compared, setCompared] = useState<ComparedPair | null>(null)
  const versions = query.data?.pages.flatMap((page) => page.items) ?? []

  return (
    <section
      aria-label={t('timeline.title')}
      className="flex flex-col gap-3 px-3 py-4"
      aria-busy={query.isPending}
    >
      {query.error === null ? null : (
        <Notice
          tone="failure"
          actions={<Button onClick={() => void query.refetch()}>{t('timeline.retry')}</Button>}
        >
          {t('timeline.failed')} {errorText(query.error)}
        </Notice>
      )}
      {query.isSuccess && versions.length === 0 ? <p className="text-muted">{t('timeline.none')}</p> : null}
      <ol className="flex flex-col">
        {versions.map((version) => (
          <TimelineEntry
            key={version.id}
            version={version}
            isBase={version.number === baseVersion}
            onCompare={() => setCompared(pairFor(version))}
            onRestore={() => setRestoring(version.number)}
          />
        ))}
      </ol>
      {query.hasNextPage ? (
        <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('timeline.more')}
        </Button>
      ) : null}
      {restoring === null ? null : <RestoreDialog number={restoring} onClose={() => setRestoring(null)} />}
      {compared === null ? null : (
        <CompareDialog
          pair={compared}
          versions={versions}
          onChange={setCompared}
          onClose={() => setCompared(null)}
        />
      )}
    </section>
  )
}

/** A version is compared with the one it came from; the first one with the draft. */
function pairFor(version: PromptVersionSummary): ComparedPair {
  if (version.parentNumber === null) return { before: version.number, after: draftSide }
  return { before: version.parentNumber, after: version.number }
}
