import { useQueries } from '@tanstack/react-query'
import type { Run } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { runQuery } from '../../lib/queries/runs.ts'
import { useContent } from '../../lib/workspace.ts'
import { type ColumnMeasure, estimateRunMs, measureColumn } from './estimate-run.ts'
import { useRunStore } from './run-store.ts'

/** About how long a run of all columns would take, from what the last ones took. */
export function RunEstimate() {
  const { t } = useTranslation('compare')
  const columns = useContent((content) => content.columns)
  const samples = useContent((content) => content.samples)
  const estimateMs = estimateRunMs(columns, samples, useMeasures())
  return (
    <span
      title={t('bar.estimateHint')}
      className="min-w-20 whitespace-nowrap text-right text-muted text-small tabular-nums max-laptop:hidden"
    >
      {estimateMs === null ? t('bar.estimateUnknown') : sayEstimate(estimateMs)}
    </span>
  )

  function sayEstimate(ms: number): string {
    if (ms < 1_000) return t('bar.estimateShort')
    return ms < 90_000
      ? t('bar.estimateSeconds', { count: Math.round(ms / 1_000) })
      : t('bar.estimateMinutes', { count: Math.round(ms / 60_000) })
  }
}

/** What each column's runs took, oldest first. */
function useMeasures(): readonly ColumnMeasure[] {
  const runIdsByColumn = useRunStore((state) => state.runIdsByColumn)
  const parts = Object.entries(runIdsByColumn).flatMap(([columnId, runIds]) =>
    runIds.map((runId) => ({ columnId, runId })),
  )
  return useQueries({
    queries: parts.map(({ columnId, runId }) => ({
      ...runQuery(runId),
      select: (run: Run) => measureColumn(run, columnId),
    })),
    combine: joinMeasures,
  })
}

function joinMeasures(
  results: readonly { readonly data: ColumnMeasure | null | undefined }[],
): ColumnMeasure[] {
  return results.map(({ data }) => data).filter((measure) => measure !== null && measure !== undefined)
}
