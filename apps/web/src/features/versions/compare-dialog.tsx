import { useQuery } from '@tanstack/react-query'
import type { PromptContent, PromptVersionSummary } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { Field } from '../../components/field.tsx'
import { Notice } from '../../components/notice.tsx'
import { Select } from '../../components/select.tsx'
import { versionQuery } from '../../lib/queries/versions.ts'
import { useOpenPrompt } from '../../lib/workspace.ts'
import { compareSettings } from './compare-settings.ts'
import { type ComparedPair, type ComparedSide, draftSide } from './compared-pair.ts'
import { describeContent } from './describe-content.ts'
import { DiffView } from './diff-view.tsx'
import { SettingsTable } from './settings-table.tsx'

type Props = {
  readonly pair: ComparedPair
  readonly versions: readonly PromptVersionSummary[]
  readonly onChange: (pair: ComparedPair) => void
  readonly onClose: () => void
}

/** Two versions, or a version and the draft: their texts side by side, their settings in a table. */
export function CompareDialog({ pair, versions, onChange, onClose }: Props) {
  const { t } = useTranslation('versions')
  const nameOf = (side: ComparedSide) =>
    side === draftSide ? t('diff.draft') : t('diff.version', { number: side })
  const sides: readonly ComparedSide[] = [draftSide, ...versions.map(({ number }) => number)]
  const options = sides.map((side) => ({ value: String(side), label: nameOf(side) }))
  const before = useSide(pair.before)
  const after = useSide(pair.after)
  const pick = (end: 'before' | 'after') => (value: string) =>
    onChange({ ...pair, [end]: sides.find((side) => String(side) === value) ?? draftSide })
  return (
    <Dialog
      isOpen
      size="large"
      title={t('diff.title')}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <div className="flex flex-col gap-4">
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('diff.before')}>
            {(ids) => (
              <Select {...ids} value={String(pair.before)} options={options} onChange={pick('before')} />
            )}
          </Field>
          <Field label={t('diff.after')}>
            {(ids) => (
              <Select {...ids} value={String(pair.after)} options={options} onChange={pick('after')} />
            )}
          </Field>
        </div>
        {before.isFailed || after.isFailed ? <Notice tone="failure">{t('diff.failed')}</Notice> : null}
        {before.content === undefined || after.content === undefined ? null : (
          <>
            <DiffView
              before={{ name: nameOf(pair.before), text: describeContent(before.content) }}
              after={{ name: nameOf(pair.after), text: describeContent(after.content) }}
            />
            <SettingsTable settings={compareSettings(before.content, after.content)} />
          </>
        )}
      </div>
    </Dialog>
  )
}

function useSide(side: ComparedSide): { content: PromptContent | undefined; isFailed: boolean } {
  const { promptId, content } = useOpenPrompt()
  const isDraft = side === draftSide
  const query = useQuery({ ...versionQuery(promptId, isDraft ? 0 : side), enabled: !isDraft })
  return isDraft ? { content, isFailed: false } : { content: query.data?.content, isFailed: query.isError }
}
