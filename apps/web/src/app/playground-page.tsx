import { type ReactNode, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lazyPart } from '../components/lazy-part.tsx'
import { Region } from '../components/region.tsx'
import { Splitter } from '../components/splitter.tsx'
import { Tabs } from '../components/tabs.tsx'
import { ComparePanel } from '../features/compare/compare-panel.tsx'
import { useEditedColumn } from '../features/compare/edited-prompt.ts'
import { PromptScopeBar } from '../features/compare/prompt-scope-bar.tsx'
import { RunAnnouncer } from '../features/compare/run-announcer.tsx'
import { RunBar } from '../features/compare/run-bar.tsx'
import { RunError } from '../features/compare/run-error.tsx'
import { RunFollowers } from '../features/compare/run-followers.tsx'
import { ComposePanel } from '../features/compose/compose-panel.tsx'
import { FamilyTools } from '../features/family/family-tools.tsx'
import { draftSide, type VersionView } from '../features/versions/version-view.ts'
import { useMediaQuery } from '../lib/use-media-query.ts'
import { EditorScope, useWorkspace } from '../lib/workspace.ts'
import { ConflictNotice } from './conflict-notice.tsx'
import { FirstStepsBar } from './first-steps-bar.tsx'
import { PhonePlayground } from './phone-playground.tsx'
import { PlaygroundCommands } from './playground-commands.tsx'
import type { PromptTab } from './prompt-search.ts'
import { RestoredNotice } from './restored-notice.tsx'
import { TopBar } from './top-bar.tsx'
import { useColumnActions } from './use-column-actions.ts'
import { useOnOwnPrompt } from './use-on-own-prompt.ts'

const SaveVersionDialog = lazyPart(
  async () => (await import('../features/versions/save-version-dialog.tsx')).SaveVersionDialog,
)
const VersionDialog = lazyPart(
  async () => (await import('../features/versions/version-dialog.tsx')).VersionDialog,
)
const VersionTimeline = lazyPart(
  async () => (await import('../features/versions/version-timeline.tsx')).VersionTimeline,
)

type PlaygroundPageProps = {
  readonly promptId: string
  readonly tab: PromptTab
  readonly onTab: (tab: PromptTab) => void
  /** Which version, or which two, are looked at. */
  readonly view: VersionView | null
  readonly onView: (view: VersionView | null) => void
}

/** One prompt and the models that answer it. */
export function PlaygroundPage({ promptId, tab, onTab, view, onView }: PlaygroundPageProps) {
  const { t } = useTranslation('app')
  const [isSaving, setIsSaving] = useState(false)
  const columnActions = useColumnActions()
  const isPhone = useMediaQuery('(width < 40rem)')
  const isNarrow = useMediaQuery('(width < 64rem)')
  const baseVersion = useWorkspace(({ open }) => open?.baseVersion ?? null)

  useOnOwnPrompt(useCallback(() => onTab('compose'), [onTab]))
  const prompt = <PromptTabs tab={tab} onTab={onTab} onView={onView} />
  return (
    <>
      <TopBar promptId={promptId} onVersions={() => onTab('versions')} onSave={() => setIsSaving(true)} />
      <ConflictNotice promptId={promptId} />
      <RestoredNotice />
      <FirstStepsBar isComparing={view !== null && view.before !== null} />
      <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {isPhone ? (
          <PhonePlayground prompt={prompt} />
        ) : (
          <>
            <Splitter
              label={t('splitter')}
              storageKey="trialogue.compose-share"
              minLeftPx={360}
              minRightPx={280}
              left={<Region label={t('region.prompt')}>{prompt}</Region>}
              right={
                <Region label={t('region.models')}>
                  <ComparePanel
                    layout={isNarrow ? 'tabs' : 'columns'}
                    tools={<FamilyTools />}
                    actions={columnActions}
                  />
                </Region>
              }
            />
            <RunError />
            <RunBar isNarrow={false} />
          </>
        )}
      </main>
      <RunFollowers />
      <RunAnnouncer />
      {view === null ? null : <VersionDialog view={view} onView={onView} />}
      {isSaving ? <SaveVersionDialog isOpen onOpenChange={setIsSaving} /> : null}
      <PlaygroundCommands
        onSave={() => setIsSaving(true)}
        onVersions={() => onTab('versions')}
        onCompareParent={() => onView({ shown: draftSide, before: baseVersion })}
      />
    </>
  )
}

type PromptTabsProps = Pick<PlaygroundPageProps, 'tab' | 'onTab' | 'onView'>

function PromptTabs({ tab, onTab, onView }: PromptTabsProps) {
  const { t } = useTranslation('app')
  const scrolling = (title: string, content: ReactNode) => (
    <div className="h-full overflow-auto">
      <h2 className="sr-only">{title}</h2>
      {content}
    </div>
  )
  return (
    <Tabs
      className="min-h-0 flex-1 bg-surface pt-2"
      label={t('tabs.label')}
      value={tab}
      onChange={onTab}
      tabs={[
        {
          value: 'compose',
          label: t('tabs.compose'),
          content: scrolling(t('tabs.compose'), <ScopedCompose />),
        },
        {
          value: 'versions',
          label: t('tabs.versions'),
          content: scrolling(t('tabs.versions'), <VersionTimeline onView={onView} />),
        },
      ]}
    />
  )
}

/** The editor of the prompt that all columns share, or of the one that a column has of its own. */
function ScopedCompose() {
  const columnId = useEditedColumn()
  return (
    <>
      <PromptScopeBar />
      <EditorScope value>
        {/* Another prompt is another editor: no undo leads from one into the other. */}
        <ComposePanel key={columnId} />
      </EditorScope>
    </>
  )
}
