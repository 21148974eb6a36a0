import { Diff, FileClock, Pin, PinOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/badge.tsx'
import { IconButton } from '../../components/icon-button.tsx'
import type { ColumnSample } from './column-samples.tsx'
import { pinBaseline, setComparing, useRunStore } from './run-store.ts'
import { SamplePager } from './sample-pager.tsx'
import { type BaselineComparison, useBaselineDiff } from './use-baseline-diff.ts'

type SampleLineProps = {
  readonly columnId: string
  readonly samples: readonly ColumnSample[]
  /** Place of the sample in sight. */
  readonly place: number
  /** Said of this output: it belongs to another model, or to an earlier prompt. */
  readonly remark: { readonly text: string; readonly hint: string } | null
}

/** Which of a column's samples is in sight, and how it stands to the prompt and the baseline. In all columns or in none. */
export function SampleLine({ columnId, samples, place, remark }: SampleLineProps) {
  const comparison = useBaselineDiff(samples[place] ?? null)
  const hasRun = useRunStore(({ runIdsByColumn }) => Object.keys(runIdsByColumn).length > 0)
  if (!hasRun) return null
  return (
    <div className="flex h-8 shrink-0 items-center gap-2 px-3 text-small @min-[23rem]:h-9 pointer-coarse:h-11">
      {samples.length === 0 ? null : <SamplePager columnId={columnId} samples={samples} place={place} />}
      <span className="flex min-w-0 flex-1 items-center justify-end gap-2">
        {remark === null ? null : (
          <span title={`${remark.text}. ${remark.hint}`} className="flex min-w-0 shrink items-center">
            {comparison === null ? (
              <Badge>{remark.text}</Badge>
            ) : (
              <>
                <FileClock size={16} aria-hidden className="text-muted" />
                <span className="sr-only">{remark.text}</span>
              </>
            )}
          </span>
        )}
        {comparison === null || samples.length === 0 ? null : <BaselineMark comparison={comparison} />}
      </span>
    </div>
  )
}

function BaselineMark({ comparison }: { readonly comparison: BaselineComparison }) {
  const { t } = useTranslation('compare')
  const isComparing = useRunStore((state) => state.isComparing)
  if (comparison.isBaseline) {
    return (
      <>
        <Pin size={16} aria-hidden className="shrink-0 text-accent" />
        <span className="min-w-0 truncate">{t('baseline.this')}</span>
        <IconButton
          icon={PinOff}
          size="small"
          label={t('baseline.unpin')}
          onClick={() => pinBaseline(null)}
          className="-mr-2"
        />
      </>
    )
  }
  return (
    <>
      <span className="min-w-0 truncate text-muted">
        <ComparisonWords comparison={comparison} isComparing={isComparing} />
      </span>
      <IconButton
        icon={Diff}
        size="small"
        label={t('baseline.toggle')}
        aria-pressed={isComparing}
        onClick={() => setComparing(!isComparing)}
        className="-mr-2 aria-pressed:bg-accent-tint aria-pressed:text-accent"
      />
    </>
  )
}

type ComparisonWordsProps = { readonly comparison: BaselineComparison; readonly isComparing: boolean }

function ComparisonWords({ comparison, isComparing }: ComparisonWordsProps) {
  const { t } = useTranslation('compare')
  const { baseline, diff, isComparable } = comparison
  if (!isComparing) return t('baseline.off')
  if (!isComparable || diff === undefined) return t('baseline.waiting')
  if (diff === null) return t('baseline.tooFar')
  if (diff.parts.every(({ change }) => change === 'same')) return t('baseline.same')
  const counts = { added: diff.addedWords, removed: diff.removedWords, model: baseline.modelId }
  return (
    <>
      <span aria-hidden className="tabular-nums" title={t('baseline.sentence', counts)}>
        {t('baseline.counts', counts)}
      </span>
      <span className="sr-only">{t('baseline.sentence', counts)}</span>
    </>
  )
}
