import type { ExperimentResult } from '@trialogue/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Select } from '../../../components/select.tsx'
import { EstimateCell } from './estimate-cell.tsx'
import { cellLook } from './variant-table.tsx'

type SliceTableProps = {
  readonly slices: ExperimentResult['slices']
  readonly labels: ReadonlyMap<string, string>
  readonly scorers: readonly string[]
}

/** The share of cases that pass, slice by slice. */
export function SliceTable({ slices, labels, scorers }: SliceTableProps) {
  const { t } = useTranslation('tests')
  const [scorer, setScorer] = useState(scorers[0] ?? '')
  const variants = slices[0]?.variants ?? []
  return (
    <section aria-label={t('results.slices')} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="font-semibold text-heading">{t('results.slices')}</h3>
        {scorers.length === 1 ? null : (
          <Select
            aria-label={t('compare.scorer')}
            className="w-56"
            value={scorer}
            onChange={setScorer}
            options={scorers.map((name) => ({ value: name, label: name }))}
          />
        )}
      </div>
      <div className="overflow-x-auto">
        <table className="w-full border-collapse text-left">
          <thead>
            <tr className="border-border border-b text-muted text-small">
              <th scope="col" className={`${cellLook} font-medium`}>
                {t('results.slice')}
              </th>
              <th scope="col" className={`${cellLook} font-medium`}>
                {t('results.cases')}
              </th>
              {variants.map(({ variantId }) => (
                <th key={variantId} scope="col" className={`${cellLook} font-medium`}>
                  {labels.get(variantId)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {slices.map(({ slice, variants }) => {
              const found = variants.map(({ variantId, scorers }) => ({
                variantId,
                rate: scorers.find(({ name }) => name === scorer)?.passRate ?? null,
              }))
              return (
                <tr key={slice} className="border-border border-b">
                  <th scope="row" className={`${cellLook} font-normal`}>
                    {slice === '' ? '–' : slice}
                  </th>
                  <td className={`${cellLook} tabular-nums`}>{found[0]?.rate?.cases ?? '–'}</td>
                  {found.map(({ variantId, rate }) => (
                    <td key={variantId} className={cellLook}>
                      <EstimateCell estimate={rate} kind="share" />
                    </td>
                  ))}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
