import { useInfiniteQuery } from '@tanstack/react-query'
import type { PromptContent } from '@trialogue/contract'
import { ArrowLeftRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Combobox } from '../../components/combobox.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import { versionsQuery } from '../../lib/queries/versions.ts'
import { useOpenPrompt } from '../../lib/workspace.ts'
import { compareSettings } from './compare-settings.ts'
import { describeContent } from './describe-content.ts'
import { DiffView } from './diff-view.tsx'
import { SettingsTable } from './settings-table.tsx'
import { draftSide, type VersionSide, type VersionView } from './version-view.ts'

type Pair = { readonly shown: VersionSide; readonly before: VersionSide }

type Props = {
  readonly pair: Pair
  readonly before: PromptContent | undefined
  readonly after: PromptContent | undefined
  readonly onView: (view: VersionView) => void
}

/** Two contents: which ones, what their texts differ in, what their settings differ in. */
export function ComparedContents({ pair, before, after, onView }: Props) {
  const { t } = useTranslation('versions')
  const nameOf = (side: VersionSide) =>
    side === draftSide ? t('diff.draft') : t('diff.version', { number: side })
  return (
    <div className="flex flex-col gap-4">
      <div className="grid grid-cols-[1fr_auto_1fr] items-end gap-2">
        <SidePicker
          label={t('diff.before')}
          side={pair.before}
          onPick={(side) => onView({ ...pair, before: side })}
        />
        <IconButton
          icon={ArrowLeftRight}
          label={t('diff.swap')}
          onClick={() => onView({ shown: pair.before, before: pair.shown })}
        />
        <SidePicker
          label={t('diff.after')}
          side={pair.shown}
          onPick={(side) => onView({ ...pair, shown: side })}
        />
      </div>
      {before === undefined || after === undefined ? (
        <p className="text-muted">{t('diff.loading')}</p>
      ) : (
        <>
          <DiffView
            before={{ name: nameOf(pair.before), text: describeContent(before) }}
            after={{ name: nameOf(pair.shown), text: describeContent(after) }}
          />
          <SettingsTable settings={compareSettings(before, after)} />
        </>
      )}
    </div>
  )
}

type SidePickerProps = {
  readonly label: string
  readonly side: VersionSide
  readonly onPick: (side: VersionSide) => void
}

/** Any version there is, by number or by the words of its message; and the draft. */
function SidePicker({ label, side, onPick }: SidePickerProps) {
  const { t } = useTranslation('versions')
  const { promptId } = useOpenPrompt()
  const { data } = useInfiniteQuery(versionsQuery(promptId))
  const known = data?.pages.flatMap((page) => page.items) ?? []
  const newest = known[0]?.number ?? 0
  // Numbers have no gaps, so those on pages that are not loaded are known as well; only their messages are not.
  const sides: readonly VersionSide[] = [
    draftSide,
    ...Array.from({ length: newest }, (_, index) => newest - index),
  ]
  const nameOf = (of: VersionSide) => (of === draftSide ? t('diff.draft') : t('diff.version', { number: of }))
  const messageOf = (of: VersionSide) => known.find(({ number }) => number === of)?.message ?? ''
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span aria-hidden className="font-medium text-muted text-small">
        {label}
      </span>
      <Combobox
        value={String(side)}
        // The name holds what is written on it.
        label={`${label}: ${nameOf(side)} ${messageOf(side)}`.trim()}
        searchLabel={t('timeline.search')}
        emptyText={t('timeline.noneFound')}
        options={sides.map((option) => ({
          value: String(option),
          text: `${nameOf(option)} ${messageOf(option)}`,
          content: (
            <span className="flex gap-2">
              <span className="shrink-0 tabular-nums">{nameOf(option)}</span>
              <span className="truncate text-muted">{messageOf(option)}</span>
            </span>
          ),
        }))}
        onChange={(value) => onPick(value === draftSide ? draftSide : Number(value))}
      >
        <span className="truncate">
          {nameOf(side)} <span className="text-muted">{messageOf(side)}</span>
        </span>
      </Combobox>
    </div>
  )
}
