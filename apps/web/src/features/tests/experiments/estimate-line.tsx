import { useQueries } from '@tanstack/react-query'
import { type Price, priceOf } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '../../../lib/format-number.ts'
import { formatSpan } from '../../../lib/format-span.ts'
import { modelsClient } from '../../../lib/models-client.ts'
import { countCells, type ExperimentDraft } from './experiment-draft.ts'

type EstimateLineProps = { readonly draft: ExperimentDraft; readonly rowCount: number }

/** How many generations it comes to, and what they take at most: every one written up to its limit. */
export function EstimateLine({ draft, rowCount }: EstimateLineProps) {
  const { t, i18n } = useTranslation('tests')
  const cells = countCells(draft, rowCount)
  const ms = useMostMs(draft, cells)
  const cost = useMostCost(draft, cells)
  const number = (value: number) => formatNumber(value, i18n.language)
  return (
    <p className="text-muted" aria-live="polite">
      <span className="font-medium text-text tabular-nums">
        {t('estimate.cells', { count: cells, cells: number(cells) })}
      </span>
      {' · '}
      <span title={t('estimate.timeHint')}>
        {ms === null ? t('estimate.noTime') : t('estimate.time', { span: formatSpan(ms, i18n.language) })}
      </span>
      {cost === null
        ? null
        : ` · ${t('estimate.cost', {
            amount: new Intl.NumberFormat(i18n.language, {
              style: 'currency',
              currency: cost.currency,
              maximumSignificantDigits: 2,
            }).format(cost.amount),
          })}`}
    </p>
  )
}

/** From the measured speed of each model: models work side by side, variants of one model after each other. */
function useMostMs({ variants }: ExperimentDraft, cells: number): number | null {
  const modelIds = [...new Set(variants.map(({ modelId }) => modelId))]
  const results = useQueries({
    queries: modelIds.map((modelId) => ({
      queryKey: ['benchmark', modelId],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        modelsClient.getBenchmark({ params: { modelId }, signal }),
      retry: false,
    })),
  })
  const perVariant = variants.length === 0 ? 0 : cells / variants.length
  const spans = modelIds.map((modelId, index) => {
    const speed = results[index]?.data?.benchmark?.decodeTokensPerSecond ?? 0
    if (speed === 0) return null
    const tokens = variants
      .filter((variant) => variant.modelId === modelId)
      .reduce((sum, { parameters }) => sum + parameters.maxTokens * perVariant, 0)
    return (tokens / speed) * 1_000
  })
  const known = spans.filter((span) => span !== null)
  return known.length < spans.length || known.length === 0 ? null : Math.max(...known)
}

/** Of the tokens written, for models on servers whose price somebody wrote down; null where there is none, or several currencies. */
function useMostCost({ variants }: ExperimentDraft, cells: number) {
  const isRemote = variants.some(({ modelId }) => modelId.startsWith('endpoint:'))
  const [endpoints] = useQueries({
    queries: [
      {
        queryKey: ['endpoints'],
        queryFn: ({ signal }: { signal: AbortSignal }) => modelsClient.listEndpoints({ signal }),
        enabled: isRemote,
      },
    ],
  })
  const prices = new Map<string, Price | null>(
    (endpoints.data?.items ?? []).flatMap((endpoint) =>
      endpoint.models.map((model) => [`endpoint:${endpoint.name}/${model.name}`, model.price] as const),
    ),
  )
  const costs = variants.flatMap(({ modelId, parameters }) => {
    const price = prices.get(modelId)
    if (price === undefined || price === null) return []
    const amount = priceOf(price, 0, parameters.maxTokens * (cells / variants.length))
    return [{ amount, currency: price.currency }]
  })
  const [first] = costs
  if (first === undefined || costs.some(({ currency }) => currency !== first.currency)) return null
  return { amount: costs.reduce((sum, { amount }) => sum + amount, 0), currency: first.currency }
}
