import { useQueries, useQuery } from '@tanstack/react-query'
import type { ExperimentComparison } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { formatDuration } from '../../../lib/format-duration.ts'
import { formatNumber } from '../../../lib/format-number.ts'
import { modelsQuery } from '../../../lib/queries/models.ts'
import { comparisonQuery } from '../queries.ts'
import { EstimateCell } from './estimate-cell.tsx'
import type { ReasoningPair } from './find-reasoning-pairs.ts'
import { formatProbability } from './format-figures.ts'
import { useVerdictWords } from './use-verdict-words.ts'
import { cellLook } from './variant-table.tsx'

type ChainOfThoughtPanelProps = {
  readonly experimentId: string
  readonly scorer: string
  readonly pairs: readonly ReasoningPair[]
  readonly labels: ReadonlyMap<string, string>
  /** Shows the cases of a pair. */
  readonly onCompare: (off: string, on: string) => void
}

/** What chain-of-thought did, model by model: right answers without and with it, and what was paid. */
export function ChainOfThoughtPanel({
  experimentId,
  scorer,
  pairs,
  labels,
  onCompare,
}: ChainOfThoughtPanelProps) {
  const { t } = useTranslation('tests')
  const { data: models } = useQuery(modelsQuery)
  const results = useQueries({
    queries: pairs.map(({ off, on }) =>
      comparisonQuery(experimentId, { scorer, baseVariantId: off, variantId: on }),
    ),
  })
  return (
    <section aria-label={t('chainOfThought.title')} className="flex min-w-0 flex-col gap-4">
      <h3 className="font-semibold text-heading">{t('chainOfThought.title')}</h3>
      {pairs.map((pair, index) => {
        const comparison = results[index]?.data
        return (
          <article
            key={`${pair.off} ${pair.on}`}
            className="flex flex-col gap-2 rounded-ui border border-border bg-surface p-3"
          >
            <div className="flex flex-wrap items-center gap-2">
              <h4 className="min-w-0 flex-1 break-words font-medium">
                {models?.items.find(({ id }) => id === pair.modelId)?.name ?? pair.modelId}
                <span className="text-muted"> · {labels.get(pair.on)}</span>
              </h4>
              <Button size="small" onClick={() => onCompare(pair.off, pair.on)}>
                {t('chainOfThought.cases')}
              </Button>
            </div>
            {comparison === undefined ? (
              <p className="text-muted">{t('loading')}</p>
            ) : (
              <PairFigures comparison={comparison} />
            )}
          </article>
        )
      })}
    </section>
  )
}

function PairFigures({ comparison }: { readonly comparison: ExperimentComparison }) {
  const { t, i18n } = useTranslation('tests')
  const words = useVerdictWords()
  const { verdict } = words(comparison, t('chainOfThought.off'), t('chainOfThought.on'))
  const { cases, pValue } = comparison
  const rows = [
    {
      name: t('chainOfThought.off'),
      rate: comparison.base,
      spent: comparison.baseSpent,
      failures: comparison.baseExtractionFailures,
    },
    {
      name: t('chainOfThought.on'),
      rate: comparison.other,
      spent: comparison.otherSpent,
      failures: comparison.otherExtractionFailures,
    },
  ]
  return (
    <>
      <p>{verdict}</p>
      <p className="text-muted tabular-nums">
        {t('chainOfThought.changes', {
          fixed: cases.fixed,
          broken: cases.broken,
          p: formatProbability(pValue, i18n.language),
        })}
      </p>
      <div className="overflow-x-auto">
        <table className="w-full border-collapse text-left">
          <thead>
            <tr className="border-border border-b text-muted text-small">
              <th scope="col" className={`${cellLook} font-medium`}>
                {t('chainOfThought.open')}
              </th>
              <th scope="col" className={`${cellLook} font-medium`}>
                {t('chainOfThought.accuracy')}
              </th>
              <th scope="col" className={`${cellLook} font-medium`}>
                {t('chainOfThought.tokens')}
              </th>
              <th scope="col" className={`${cellLook} font-medium`}>
                {t('chainOfThought.time')}
              </th>
              <th scope="col" className={`${cellLook} font-medium`}>
                {t('results.head.extraction')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, rate, spent, failures }) => (
              <tr key={name} className="border-border border-b">
                <th scope="row" className={`${cellLook} font-normal`}>
                  {name}
                </th>
                <td className={cellLook}>
                  <EstimateCell estimate={rate} kind={comparison.kind} />
                </td>
                <td className={`${cellLook} tabular-nums`}>
                  {spent === null ? '–' : formatNumber(spent.completionTokens, i18n.language, 1)}
                </td>
                <td className={`${cellLook} tabular-nums`}>
                  {spent === null ? '–' : formatDuration(spent.latencyMs, i18n.language)}
                </td>
                <td className={`${cellLook} tabular-nums`}>{formatNumber(failures, i18n.language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
