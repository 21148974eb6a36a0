import type { RunRequest } from '@trialogue/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodeSubject } from '../../lib/code-subject.ts'
import { AskedDifference } from './asked-difference.tsx'
import { AskedView } from './asked-view.tsx'
import { pairVariants } from './compare-runs.ts'
import { ItemPager } from './item-pager.tsx'
import { OtherRun } from './other-run.tsx'
import { RunActions } from './run-actions.tsx'
import type { RunSearch } from './run-search.ts'
import { RunState } from './run-state.tsx'
import { toCodeSubject } from './to-code-subject.ts'
import { type RunOutline, useRunOutline } from './use-run.ts'
import { VariantView } from './variant-view.tsx'

type RunContentProps = {
  readonly run: RunOutline
  readonly search: RunSearch
  readonly onSearch: (search: RunSearch) => void
  readonly onCode: (subject: CodeSubject) => void
}

/** What was asked and what came of it, one item at a time. */
export function RunContent({ run, search, onSearch, onCode }: RunContentProps) {
  const { t } = useTranslation('history')
  const itemIndex = Math.min(search.item ?? 1, run.request.items.length) - 1
  const showCode = (variantId?: string) => onCode(toCodeSubject(run, itemIndex, variantId))
  return (
    <div className="flex flex-col gap-6 p-4">
      <RunActions run={run} itemIndex={itemIndex} onSearch={onSearch} onCode={() => showCode()} />
      <RunState run={run} />
      {run.request.items.length > 1 ? (
        <ItemPager
          count={run.request.items.length}
          itemIndex={itemIndex}
          onMove={(next) => onSearch({ ...search, item: next + 1 })}
        />
      ) : null}
      <section aria-labelledby="asked">
        <h2 id="asked" className="mb-2 font-semibold text-heading">
          {t('asked.title')}
        </h2>
        <AskedView request={run.request} itemIndex={itemIndex} />
      </section>
      {search.with === undefined || search.with === run.id ? (
        <Outputs run={run} itemIndex={itemIndex} onCode={showCode} />
      ) : (
        <ComparedOutputs
          run={run}
          itemIndex={itemIndex}
          otherId={search.with}
          onCode={showCode}
          onEnd={() => onSearch(search.item === undefined ? {} : { item: search.item })}
        />
      )}
    </div>
  )
}

type OutputsProps = {
  readonly run: RunOutline
  readonly itemIndex: number
  readonly onCode: (variantId: string) => void
}

function Outputs({ run, itemIndex, onCode }: OutputsProps) {
  const { t } = useTranslation('history')
  return (
    <section aria-labelledby="outputs">
      <h2 id="outputs" className="mb-2 font-semibold text-heading">
        {t('outputs.title')}
      </h2>
      <div className="grid gap-4 tablet:grid-cols-[repeat(auto-fit,minmax(22rem,1fr))]">
        {run.request.variants.map((variant) => (
          <VariantView
            key={variant.id}
            run={run}
            variant={variant}
            itemIndex={itemIndex}
            other={null}
            onCode={() => onCode(variant.id)}
          />
        ))}
      </div>
    </section>
  )
}

type ComparedOutputsProps = OutputsProps & { readonly otherId: string; readonly onEnd: () => void }

function ComparedOutputs({ run, itemIndex, otherId, onCode, onEnd }: ComparedOutputsProps) {
  const { t } = useTranslation('history')
  const { run: other, error } = useRunOutline(otherId)
  const pairs = usePairs(run.request, other?.request)
  return (
    <section aria-labelledby="outputs" className="flex flex-col gap-4">
      <h2 id="outputs" className="font-semibold text-heading">
        {t('compare.title')}
      </h2>
      <OtherRun other={other} error={error} onEnd={onEnd} />
      {other === null ? null : (
        <AskedDifference run={run.request} other={other.request} itemIndex={itemIndex} />
      )}
      {run.request.variants.map((variant) => (
        <VariantView
          key={variant.id}
          run={run}
          variant={variant}
          itemIndex={itemIndex}
          other={other === null ? null : { run: other, pairs }}
          onCode={() => onCode(variant.id)}
        />
      ))}
    </section>
  )
}

function usePairs(request: RunRequest, other: RunRequest | undefined): ReadonlyMap<string, string> {
  return useMemo(() => (other === undefined ? new Map() : pairVariants(request, other)), [request, other])
}
