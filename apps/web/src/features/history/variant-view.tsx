import { useQuery } from '@tanstack/react-query'
import type { ModelKind, Variant } from '@trialogue/contract'
import { CodeXml } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/icon-button.tsx'
import { KindChip } from '../../components/kind-chip.tsx'
import { classNames } from '../../lib/class-names.ts'
import { modelsQuery } from '../../lib/queries/models.ts'
import { findCounterpart } from './compare-runs.ts'
import { ComparedGenerations } from './compared-generations.tsx'
import { GenerationView } from './generation-view.tsx'
import type { RunOutline } from './use-run.ts'
import { VariantSettings } from './variant-settings.tsx'

const edges: Readonly<Record<ModelKind, string>> = {
  base: 'border-t-base',
  instruct: 'border-t-instruct',
  dialog: 'border-t-dialog',
}

type VariantViewProps = {
  readonly run: RunOutline
  readonly variant: Variant
  readonly itemIndex: number
  /** The run beside which this one is shown; `pairs` leads from its variants to the other's. */
  readonly other: { readonly run: RunOutline; readonly pairs: ReadonlyMap<string, string> } | null
  readonly onCode: () => void
}

/** One model of a run: how it was to write, and all that it wrote about one item. */
export function VariantView({ run, variant, itemIndex, other, onCode }: VariantViewProps) {
  const { t } = useTranslation('history')
  const { data: models } = useQuery(modelsQuery)
  const name = models?.items.find(({ id }) => id === variant.modelId)?.name ?? variant.modelId
  const places = run.places
    .filter((place) => place.variantId === variant.id && place.itemIndex === itemIndex)
    .toSorted((a, b) => a.sampleIndex - b.sampleIndex)
  const kind = places[0]?.modelKind
  return (
    <section
      aria-label={t('outputs.of', { model: name })}
      className={classNames(
        'flex min-w-0 flex-col rounded-ui border border-border border-t-2 bg-surface',
        kind === undefined ? '' : edges[kind],
      )}
    >
      <header className="flex items-center gap-2 px-3 pt-2">
        <h3 className="min-w-0 truncate font-semibold">{name}</h3>
        {kind === undefined ? null : <KindChip kind={kind} />}
        <span className="flex-1" />
        <IconButton
          icon={CodeXml}
          size="small"
          label={t('action.codeOf', { model: name })}
          onClick={onCode}
        />
      </header>
      <VariantSettings variant={variant} />
      {places.map((place) =>
        other === null ? (
          <div key={place.id} className="border-border border-t p-3">
            <GenerationView runId={run.id} generationId={place.id} isAlone={places.length === 1} />
          </div>
        ) : (
          <ComparedGenerations
            key={place.id}
            runId={run.id}
            place={place}
            otherRunId={other.run.id}
            otherPlace={findCounterpart(other.run, other.pairs, place)}
            isAlone={places.length === 1}
          />
        ),
      )}
    </section>
  )
}
