import { Diff, Pin, PinOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button.tsx'
import { pinBaseline, setComparing, useRunStore } from './run-store.ts'
import type { BaselineComparison } from './use-baseline-diff.ts'

/** One line in every column while a baseline is pinned: which output that is, and how far this one is from it. */
export function BaselineBar({ comparison }: { readonly comparison: BaselineComparison | null }) {
  const { t } = useTranslation('compare')
  const isComparing = useRunStore((state) => state.isComparing)
  if (comparison === null) return null
  return (
    <div className="flex h-8 shrink-0 items-center gap-2 border-border border-b px-3 text-small pointer-coarse:h-11">
      {comparison.isBaseline ? (
        <>
          <Pin size={16} aria-hidden className="shrink-0 text-accent" />
          <span className="min-w-0 flex-1 truncate">{t('baseline.this')}</span>
          <IconButton
            icon={PinOff}
            size="small"
            label={t('baseline.unpin')}
            onClick={() => pinBaseline(null)}
            className="-mr-2"
          />
        </>
      ) : (
        <>
          <span className="min-w-0 flex-1 truncate text-muted">
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
      )}
    </div>
  )
}

type ComparisonWordsProps = { readonly comparison: BaselineComparison; readonly isComparing: boolean }

function ComparisonWords({ comparison, isComparing }: ComparisonWordsProps) {
  const { t } = useTranslation('compare')
  const { baseline, diff, isComparable } = comparison
  if (!isComparing) return t('baseline.off')
  if (!isComparable || diff === undefined) return t('baseline.waiting')
  if (diff === null) return t('baseline.tooFar')
  const { addedWords, removedWords } = diff
  const counts = { added: addedWords, removed: removedWords, model: baseline.modelId }
  if (addedWords + removedWords === 0 && diff.parts.every(({ change }) => change === 'same')) {
    return t('baseline.same')
  }
  return (
    <>
      <span aria-hidden className="tabular-nums" title={t('baseline.sentence', counts)}>
        {t('baseline.counts', counts)}
      </span>
      <span className="sr-only">{t('baseline.sentence', counts)}</span>
    </>
  )
}
