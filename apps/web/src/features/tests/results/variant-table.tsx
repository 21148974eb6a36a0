import type { VariantSummary } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../../lib/format-duration.ts'
import { formatNumber } from '../../../lib/format-number.ts'
import { EstimateCell } from './estimate-cell.tsx'

type VariantTableProps = {
  readonly variants: readonly VariantSummary[]
  readonly labels: ReadonlyMap<string, string>
}

/** The figures of each variant: how many cases pass each scorer, and what they took. */
export function VariantTable({ variants, labels }: VariantTableProps) {
  const { t } = useTranslation('tests')
  const scorers = variants[0]?.scorers.map(({ name }) => name) ?? []
  return (
    <section aria-label={t('results.variants')} className="flex min-w-0 flex-col gap-3">
      <h3 className="font-semibold text-heading">{t('results.variants')}</h3>
      {scorers.map((name, index) => (
        <ScorerTable key={name} name={name} index={index} variants={variants} labels={labels} />
      ))}
      <CostTable variants={variants} labels={labels} />
    </section>
  )
}

export const cellLook = 'py-1.5 pr-6 align-top'

type ScorerTableProps = VariantTableProps & { readonly name: string; readonly index: number }

function ScorerTable({ name, index, variants, labels }: ScorerTableProps) {
  const { t, i18n } = useTranslation('tests')
  const rows = variants.map(({ variantId, scorers }) => ({ variantId, summary: scorers[index] }))
  const means = rows.flatMap(({ summary }) => summary?.mean ?? [])
  const scale = {
    from: Math.min(...means.map(({ low }) => low)),
    to: Math.max(...means.map(({ high }) => high)),
  }
  const number = (value: number | undefined) =>
    value === undefined ? '–' : formatNumber(value, i18n.language)
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-left">
        <caption className="pb-1 text-left font-medium">{name}</caption>
        <thead>
          <tr className="border-border border-b text-muted text-small">
            <th scope="col" className={`${cellLook} font-medium`}>
              {t('variant.one')}
            </th>
            <th scope="col" className={`${cellLook} font-medium`}>
              {t('results.passRate')}
            </th>
            {means.length === 0 ? null : (
              <th scope="col" className={`${cellLook} font-medium`}>
                {t('results.mean')}
              </th>
            )}
            <th scope="col" className={`${cellLook} font-medium`}>
              {t('results.cases')}
            </th>
            <th scope="col" className={`${cellLook} font-medium`}>
              {t('category.no-answer')}
            </th>
            <th scope="col" className={`${cellLook} font-medium`}>
              {t('category.no-reference')}
            </th>
            <th scope="col" className={`${cellLook} font-medium`}>
              {t('category.error')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ variantId, summary }) => (
            <tr key={variantId} className="border-border border-b">
              <th scope="row" className={`${cellLook} min-w-40 font-normal`}>
                {labels.get(variantId)}
              </th>
              <td className={cellLook}>
                <EstimateCell estimate={summary?.passRate ?? null} kind="share" />
              </td>
              {means.length === 0 ? null : (
                <td className={cellLook}>
                  <EstimateCell estimate={summary?.mean ?? null} kind="mean" scale={scale} />
                </td>
              )}
              <td className={`${cellLook} tabular-nums`}>
                {number(summary?.passRate?.cases ?? summary?.scored)}
              </td>
              <td className={`${cellLook} tabular-nums`}>{number(summary?.noAnswer)}</td>
              <td className={`${cellLook} tabular-nums`}>{number(summary?.noReference)}</td>
              <td className={`${cellLook} tabular-nums`}>{number(summary?.errors)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What the variants took. */
function CostTable({ variants, labels }: VariantTableProps) {
  const { t, i18n } = useTranslation('tests')
  const number = (value: number) => formatNumber(value, i18n.language)
  const duration = (ms: number | undefined) => (ms === undefined ? '–' : formatDuration(ms, i18n.language))
  const head = [
    'cells',
    'failed',
    'median',
    'p95',
    'read',
    'written',
    'extraction',
    'cost',
    'rating',
  ] as const
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-left">
        <caption className="pb-1 text-left font-medium">{t('results.taken')}</caption>
        <thead>
          <tr className="border-border border-b text-muted text-small">
            <th scope="col" className={`${cellLook} font-medium`}>
              {t('variant.one')}
            </th>
            {head.map((key) => (
              <th
                key={key}
                scope="col"
                title={t(`results.hint.${key}`)}
                className={`${cellLook} font-medium`}
              >
                {t(`results.head.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {variants.map((variant) => {
            const {
              variantId,
              cells,
              latency,
              promptTokens,
              completionTokens,
              extractionFailures,
              cost,
              rating,
            } = variant
            const texts = [
              number(cells.done),
              number(cells.failed),
              duration(latency?.medianMs),
              duration(latency?.p95Ms),
              number(promptTokens),
              number(completionTokens),
              number(extractionFailures),
              cost === null
                ? '–'
                : new Intl.NumberFormat(i18n.language, {
                    style: 'currency',
                    currency: cost.currency,
                    maximumSignificantDigits: 3,
                  }).format(cost.amount),
              rating === null
                ? '–'
                : `${formatNumber(rating.mean, i18n.language, 1)} (${number(rating.count)})`,
            ]
            return (
              <tr key={variantId} className="border-border border-b">
                <th scope="row" className={`${cellLook} min-w-40 font-normal`}>
                  {labels.get(variantId)}
                </th>
                {texts.map((text, index) => (
                  <td key={index} className={`${cellLook} whitespace-nowrap tabular-nums`}>
                    {text}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
