import type { Column, ModelKind, VariantPreview } from '@trialogue/contract'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../lib/class-names.ts'
import { useContent } from '../../lib/workspace.ts'
import { ColumnFooter } from './column-footer.tsx'
import { ColumnHeader } from './column-header.tsx'
import { type ShownSample, useColumnSamples, useSample, useShownPlace } from './column-samples.ts'
import { ColumnStatus } from './column-status.tsx'
import { ColumnViews } from './column-views.tsx'
import { ContinueAction } from './continue-action.tsx'
import { isOutdated } from './is-outdated.ts'
import { PromptLossLine } from './prompt-loss/prompt-loss-line.tsx'
import { SampleLine } from './sample-line.tsx'
import { useBaselineDiff } from './use-baseline-diff.ts'
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
  const shown = useSample(samples[place])
  const generation = shown?.generation ?? null
  const remark = useRemark(column, shown)
  const comparison = useBaselineDiff(generation)
  const kind = model.model?.kind ?? generation?.modelKind
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
        {...{ columnId: column.id, model, shown, comparison, preview, previewError }}
        above={
          <>
            <ColumnStatus
              columnId={column.id}
              generation={generation}
              samples={samples}
              action={generation === null ? null : <ContinueAction generation={generation} />}
            />
            <SampleLine {...{ columnId: column.id, samples, place, remark, comparison }} />
            <PromptLossLine columnId={column.id} modelName={model.name} />
          </>
        }
      />
      <ColumnFooter generation={generation} />
    </section>
  )
}

/** What a reader must know who takes this output for the one of the prompt on screen. */
function useRemark(column: Column, shown: ShownSample | null): { text: string; hint: string } | null {
  const { t } = useTranslation('compare')
  const content = useContent((whole) => whole)
  const request = shown?.request
  const isChanged = useMemo(
    () => request !== undefined && isOutdated(content, column.id, request),
    [content, column.id, request],
  )
  if (shown === null || !isChanged) return null
  const { modelId } = shown.generation
  const text = modelId === column.modelId ? t('header.changed') : t('header.ranOn', { model: modelId })
  return { text, hint: t('header.changedHint') }
}
