import type { Experiment } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { GridPart } from '../../../components/grid-part.tsx'

type ExperimentHeadProps = {
  readonly setup: Experiment['setup']
  readonly labels: ReadonlyMap<string, string>
}

/** A heading for the cases, and one for each sample of each variant. */
export function ExperimentHead({ setup: { variants, samples }, labels }: ExperimentHeadProps) {
  const { t } = useTranslation('tests')
  return (
    <GridPart role="rowgroup" className="sticky top-0 z-10 border-border border-b bg-surface">
      <GridPart role="row" aria-rowindex={1} className="flex h-9">
        <GridPart role="columnheader" className="w-65 shrink-0 px-3 py-2 font-medium">
          {t('grid.case')}
        </GridPart>
        {variants.flatMap(({ id }) =>
          Array.from({ length: samples }, (_, sample) => (
            <GridPart
              key={`${id} ${sample}`}
              role="columnheader"
              title={labels.get(id)}
              className="min-w-70 flex-1 truncate border-border border-l px-3 py-2 font-medium"
            >
              {labels.get(id)}
              {samples === 1 ? '' : ` · ${t('grid.sample', { number: sample + 1 })}`}
            </GridPart>
          )),
        )}
      </GridPart>
    </GridPart>
  )
}
