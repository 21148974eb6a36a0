import type { Column, ModelKind, VariantPreview } from '@trialogue/contract'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tabs } from '../../components/tabs.tsx'
import { classNames } from '../../lib/class-names.ts'
import { useContent } from '../../lib/workspace.ts'
import { ColumnFooter } from './column-footer.tsx'
import { ColumnHeader } from './column-header.tsx'
import { type ShownSample, useColumnSamples, useSample, useShownPlace } from './column-samples.ts'
import { ColumnStatus } from './column-status.tsx'
import { DetailsView } from './details-view.tsx'
import { isOutdated } from './is-outdated.ts'
import { ModelInputView } from './model-input-view.tsx'
import { OutputView } from './output-view.tsx'
import { SampleLine } from './sample-line.tsx'
import { useBaselineDiff } from './use-baseline-diff.ts'
import { useColumnModel } from './use-models.ts'

const edges: Readonly<Record<ModelKind, string>> = {
  base: 'border-t-base',
  instruct: 'border-t-instruct',
  dialog: 'border-t-dialog',
}

type ColumnView = 'output' | 'input' | 'details'

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
  const [view, setView] = useState<ColumnView>('output')
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
      <Tabs
        className="min-h-0 flex-1"
        label={t('tabs')}
        value={view}
        onChange={setView}
        above={
          <>
            <ColumnStatus columnId={column.id} generation={generation} samples={samples} />
            <SampleLine {...{ columnId: column.id, samples, place, remark, comparison }} />
          </>
        }
        tabs={[
          {
            value: 'output',
            label: t('tab.output'),
            content: (
              <OutputView
                columnId={column.id}
                modelName={model.name}
                generation={generation}
                comparison={comparison}
                onDetails={() => setView('details')}
              />
            ),
          },
          {
            value: 'input',
            label: <InputTabLabel />,
            content: (
              <ModelInputView
                modelName={model.name}
                preview={preview}
                error={previewError}
                generation={generation}
              />
            ),
          },
          {
            value: 'details',
            label: t('tab.details'),
            content: <DetailsView modelName={model.name} generation={generation} />,
          },
        ]}
      />
      <ColumnFooter generation={generation} />
    </section>
  )
}

/** In full where there is room for it. */
function InputTabLabel() {
  const { t } = useTranslation('compare')
  return (
    <>
      <span className="@max-[17rem]:hidden">{t('tab.input')}</span>
      <span className="hidden @max-[17rem]:inline">{t('tab.inputShort')}</span>
    </>
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
