import type { Column, ModelKind, VariantPreview } from '@trialogue/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../lib/class-names.ts'
import { useSettledContent } from '../../lib/use-settled-content.ts'
import { ColumnFooter } from './column-footer.tsx'
import { ColumnHeader } from './column-header.tsx'
import {
  type SampleFacts,
  useColumnSamples,
  useSampleFacts,
  useShownPlace,
  WithSample,
} from './column-samples.tsx'
import { ColumnStatus } from './column-status.tsx'
import { ColumnViews } from './column-views.tsx'
import { ContinueAction } from './continue-action.tsx'
import { isOutdated } from './is-outdated.ts'
import { PromptLossLine } from './prompt-loss/prompt-loss-line.tsx'
import { SampleLine } from './sample-line.tsx'
import { useColumnModel } from './use-models.ts'

const edges: Readonly<Record<ModelKind, string>> = {
  base: 'border-t-base',
  instruct: 'border-t-instruct',
  dialog: 'border-t-dialog',
}

type CompareColumnProps = {
  readonly column: Column
  readonly number: number
  readonly preview: VariantPreview | null
  readonly previewError: Error | null
}

/** One model: who writes, what it reads, what it wrote and how that went. */
export function CompareColumn({ column, number, preview, previewError }: CompareColumnProps) {
  const { t } = useTranslation('compare')
  const model = useColumnModel(column)
  const samples = useColumnSamples(column.id)
  const place = useShownPlace(column.id, samples)
  const sample = samples[place] ?? null
  const facts = useSampleFacts(sample)
  const remark = useRemark(column, facts)
  const kind = model.model?.kind ?? facts?.modelKind
  return (
    <section
      data-column-id={column.id}
      aria-label={t('column', { number, model: model.name })}
      className={classNames(
        '@container flex min-h-0 min-w-0 flex-1 flex-col border-t-2 bg-surface',
        kind === undefined ? 'border-t-border' : edges[kind],
      )}
    >
      <h2 className="sr-only">{t('column', { number, model: model.name })}</h2>
      <ColumnHeader column={column} model={model} />
      <ColumnViews
        {...{ columnId: column.id, model, sample, preview, previewError }}
        above={
          <>
            {/* One line where there is room for both. */}
            <div className="flex shrink-0 flex-col border-border border-b @min-[23rem]:flex-row">
              <WithSample sample={sample}>
                {(shown) => (
                  <ColumnStatus
                    columnId={column.id}
                    generation={shown?.generation ?? null}
                    samples={samples}
                    action={shown === null ? null : <ContinueAction generation={shown.generation} />}
                  />
                )}
              </WithSample>
              <SampleLine {...{ columnId: column.id, samples, place, remark }} />
            </div>
            <PromptLossLine columnId={column.id} modelName={model.name} />
          </>
        }
      />
      <WithSample sample={sample}>
        {(shown) => <ColumnFooter generation={shown?.generation ?? null} />}
      </WithSample>
    </section>
  )
}

/** What was typed makes an output outdated a moment later: comparing takes time. */
const remarkAfterMs = 300

/** What a reader must know who takes this output for the one of the prompt on screen. */
function useRemark(column: Column, facts: SampleFacts | null): { text: string; hint: string } | null {
  const { t } = useTranslation('compare')
  const content = useSettledContent(remarkAfterMs)
  const request = facts?.request
  const isChanged = useMemo(
    () => request !== undefined && isOutdated(content, column.id, request),
    [content, column.id, request],
  )
  if (facts === null || !isChanged) return null
  const { modelId } = facts
  const text = modelId === column.modelId ? t('header.changed') : t('header.ranOn', { model: modelId })
  return { text, hint: t('header.changedHint') }
}
