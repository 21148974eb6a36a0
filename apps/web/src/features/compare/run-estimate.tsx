import { useQueries } from '@tanstack/react-query'
import type { CostEstimate, Run, VariantPreview } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { formatCost } from '../../lib/format-cost.ts'
import { runQuery } from '../../lib/queries/runs.ts'
import { useContent } from '../../lib/workspace.ts'
import { type ColumnMeasure, estimateRunMs, measureColumn } from './estimate-run.ts'
import { useRunStore } from './run-store.ts'
import { usePreview } from './use-preview.ts'

/** About how long a run of all columns would take, from what the last ones took. */
export function RunEstimate() {
  const { t } = useTranslation('compare')
  const columns = useContent((content) => content.columns)
  const samples = useContent((content) => content.samples)
  const estimateMs = estimateRunMs(columns, samples, useMeasures())
  return (
    <span className="flex flex-col items-end max-laptop:hidden">
      <RunCost />
      <span
        title={t('bar.estimateHint')}
        className="min-w-20 whitespace-nowrap text-right text-muted text-small tabular-nums"
      >
        {estimateMs === null ? t('bar.estimateUnknown') : sayEstimate(estimateMs)}
      </span>
    </span>
  )

  function sayEstimate(ms: number): string {
    if (ms < 1_000) return t('bar.estimateShort')
    return ms < 90_000
      ? t('bar.estimateSeconds', { count: Math.round(ms / 1_000) })
      : t('bar.estimateMinutes', { count: Math.round(ms / 60_000) })
  }
}

/** What a run of all columns would cost at most; nothing where none of their models has a price. */
function RunCost() {
  const { t, i18n } = useTranslation('compare')
  const { byColumn } = usePreview()
  const costs = addCosts(Object.values(byColumn))
  if (costs.length === 0) return null
  const say = (pick: (cost: CostEstimate) => number) =>
    costs.map((cost) => formatCost(pick(cost), cost.currency, i18n.language)).join(' + ')
  const most = say((cost) => cost.most)
  return (
    <span
      title={t('bar.costHint', { least: say((cost) => cost.least), most })}
      className="whitespace-nowrap text-muted text-small tabular-nums"
    >
      {t('bar.cost', { most })}
    </span>
  )
}

/** Sums of several columns, one for each currency. */
function addCosts(previews: readonly VariantPreview[]): CostEstimate[] {
  const sums = new Map<string, CostEstimate>()
  for (const { cost } of previews) {
    if (cost === null) continue
    const sum = sums.get(cost.currency) ?? { least: 0, most: 0, currency: cost.currency }
    sums.set(cost.currency, { ...sum, least: sum.least + cost.least, most: sum.most + cost.most })
  }
  return [...sums.values()]
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
