import './texts.ts'
import { useQuery } from '@tanstack/react-query'
import { type PromptContent, toErrorRecord } from '@trialogue/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { versionQuery } from '../../lib/queries/versions.ts'
import { useOpenPrompt } from '../../lib/workspace.ts'
import { ComparedContents } from './compared-contents.tsx'
import { ContentView } from './content-view.tsx'
import { LeaveDialog, type Leaving } from './leave-dialog.tsx'
import { draftSide, type VersionSide, type VersionView } from './version-view.ts'

type Props = {
  readonly view: VersionView
  /** Looks at something else; null at nothing. */
  readonly onView: (view: VersionView | null) => void
}

/** A version, or two of them (or one and the draft) compared: texts side by side, settings in a table. */
export function VersionDialog({ view, onView }: Props) {
  const { t } = useTranslation('versions')
  const [leaving, setLeaving] = useState<Leaving | null>(null)
  const sides = view.before === null ? [view.shown] : [view.before, view.shown]
  const contents = useSides(sides)
  const { baseVersion } = useOpenPrompt()
  const { shown } = view
  const isVersion = shown !== draftSide
  if (leaving !== null) {
    return (
      <LeaveDialog
        {...leaving}
        onClose={(hasLeft) => {
          setLeaving(null)
          if (hasLeft) onView(null)
        }}
      />
    )
  }
  return (
    <Dialog
      isOpen
      size="large"
      title={view.before === null && isVersion ? t('view.title', { number: shown }) : t('diff.title')}
      onOpenChange={(isOpen) => {
        if (!isOpen) onView(null)
      }}
      footer={
        isVersion ? (
          <>
            {view.before === null ? (
              <Button onClick={() => onView({ shown: draftSide, before: shown })}>
                {t('view.compareDraft')}
              </Button>
            ) : (
              <Button onClick={() => onView({ shown, before: null })}>
                {t('view.only', { number: shown })}
              </Button>
            )}
            <Button
              disabled={shown === baseVersion}
              onClick={() => setLeaving({ kind: 'edit-from', number: shown })}
            >
              {t('view.editFrom', { number: shown })}
            </Button>
            <Button onClick={() => setLeaving({ kind: 'restore', number: shown })}>
              {t('view.restore', { number: shown })}
            </Button>
          </>
        ) : undefined
      }
    >
      {contents.missing === null ? (
        <ViewBody view={view} contents={contents.found} onView={onView} />
      ) : (
        <MissingVersion {...contents.missing} onClose={() => onView(null)} />
      )}
    </Dialog>
  )
}

type ViewBodyProps = Props & { readonly contents: readonly (PromptContent | undefined)[] }

function ViewBody({ view, contents, onView }: ViewBodyProps) {
  const { shown, before } = view
  const [first, second] = contents
  if (before !== null) {
    return <ComparedContents pair={{ shown, before }} before={first} after={second} onView={onView} />
  }
  return shown === draftSide ? null : <ContentView number={shown} content={first} />
}

type MissingProps = { readonly side: VersionSide; readonly error: Error; readonly onClose: () => void }

/** For an address that names a version which the prompt does not have, or cannot be read now. */
function MissingVersion({ side, error, onClose }: MissingProps) {
  const { t } = useTranslation('versions')
  if (toErrorRecord(error).code !== 'NOT_FOUND')
    return <ErrorNotice error={error}>{t('diff.failed')}</ErrorNotice>
  return (
    <div className="flex flex-col items-start gap-3">
      <p>{t('view.missing', { number: side })}</p>
      <Button look="primary" onClick={onClose}>
        {t('view.showAll')}
      </Button>
    </div>
  )
}

/** The contents of the sides, undefined while they come, or which one there is not. */
function useSides(sides: readonly VersionSide[]) {
  const first = useSide(sides[0] ?? draftSide)
  const second = useSide(sides[1] ?? draftSide)
  const missing = [first, second].find(({ error }) => error !== null)
  return {
    found: [first.content, second.content],
    missing:
      missing === undefined || missing.error === null ? null : { side: missing.side, error: missing.error },
  }
}

function useSide(side: VersionSide) {
  const { promptId, content } = useOpenPrompt()
  const isDraft = side === draftSide
  const query = useQuery({ ...versionQuery(promptId, isDraft ? 0 : side), enabled: !isDraft })
  return isDraft ? { side, content, error: null } : { side, content: query.data?.content, error: query.error }
}
