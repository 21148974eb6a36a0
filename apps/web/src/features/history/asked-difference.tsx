import type { RunRequest } from '@trialogue/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../components/badge.tsx'
import { DiffParts } from '../../components/diff-parts.tsx'
import { diffWords } from '../../lib/word-diff.ts'
import { describeAsked } from './asked-text.ts'

type AskedDifferenceProps = {
  readonly run: RunRequest
  readonly other: RunRequest
  readonly itemIndex: number
}

/** Whether two runs asked the same, and if not, what one asked differently. */
export function AskedDifference({ run, other, itemIndex }: AskedDifferenceProps) {
  const { t } = useTranslation('history')
  const before = describeAsked(other, itemIndex)
  const after = describeAsked(run, itemIndex)
  const diff = useMemo(() => diffWords(before, after), [before, after])
  if (before === after) {
    return (
      <p>
        <Badge tone="success">{t('compare.askedSame')}</Badge>
      </p>
    )
  }
  return (
    <details className="rounded-ui border border-border bg-surface p-3">
      <summary className="font-medium">{t('compare.askedDifferent')}</summary>
      <div className="mt-2 font-mono text-code">
        {diff === null ? (
          <p className="text-muted">{t('compare.tooLong')}</p>
        ) : (
          <p className="whitespace-pre-wrap break-words">
            <DiffParts parts={diff.parts} />
          </p>
        )}
      </div>
    </details>
  )
}
