import type { VariantPreview } from '@trialogue/contract'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lazyPart } from '../../components/lazy-part.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { type ColumnSample, WithSample } from './column-samples.tsx'
import { OutputView } from './output-view.tsx'
import type { ColumnModel } from './use-models.ts'

/** Fetched when they are first looked at: the first screen shows outputs. */
const ModelInputView = lazyPart(async () => (await import('./input/model-input-view.tsx')).ModelInputView)
const DetailsView = lazyPart(async () => (await import('./details-view.tsx')).DetailsView)
const TokensView = lazyPart(async () => (await import('./tokens/tokens-view.tsx')).TokensView)

type ColumnView = 'output' | 'input' | 'tokens' | 'details'

type ColumnViewsProps = {
  readonly columnId: string
  readonly model: ColumnModel
  /** The sample in sight; null before the first. */
  readonly sample: ColumnSample | null
  readonly preview: VariantPreview | null
  /** Why there is no preview. */
  readonly previewError: Error | null
  /** What stands above each of them. */
  readonly above: ReactNode
}

/** What a column can show of its model: what it wrote, what it reads, its tokens, the whole record. */
export function ColumnViews(props: ColumnViewsProps) {
  const { columnId, model, sample, preview, previewError, above } = props
  const { t } = useTranslation('compare')
  const [view, setView] = useState<ColumnView>('output')
  const modelName = model.name
  const onDetails = () => setView('details')
  return (
    <Tabs
      className="min-h-0 flex-1 short:flex-none"
      label={t('tabs')}
      value={view}
      onChange={setView}
      above={above}
      tabs={[
        {
          value: 'output',
          label: t('tab.output'),
          content: <OutputView {...{ columnId, modelName, sample, onDetails }} />,
        },
        {
          value: 'input',
          label: <InputTabLabel />,
          content: (
            <WithSample sample={sample}>
              {(shown) => (
                <ModelInputView
                  {...{ modelName, preview }}
                  error={previewError}
                  generation={shown?.generation ?? null}
                />
              )}
            </WithSample>
          ),
        },
        {
          value: 'tokens',
          label: t('tab.tokens'),
          content: (
            <WithSample sample={sample}>
              {(shown) => (
                <TokensView
                  {...{ columnId, modelName }}
                  model={model.model}
                  generation={shown?.generation ?? null}
                  request={shown?.request ?? null}
                />
              )}
            </WithSample>
          ),
        },
        {
          value: 'details',
          label: t('tab.details'),
          content: (
            <WithSample sample={sample}>
              {(shown) => <DetailsView modelName={modelName} generation={shown?.generation ?? null} />}
            </WithSample>
          ),
        },
      ]}
    />
  )
}

/** In full where there is room for it. */
function InputTabLabel() {
  const { t } = useTranslation('compare')
  return (
    <>
      <span className="@max-[21rem]:hidden">{t('tab.input')}</span>
      <span className="hidden @max-[21rem]:inline">{t('tab.inputShort')}</span>
    </>
  )
}
