import type { Model, ModelKind } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { KindGuide } from '../../components/kind-guide.tsx'
import { Notice } from '../../components/notice.tsx'
import { classNames } from '../../lib/class-names.ts'
import { formatNumber } from '../../lib/format-number.ts'
import { useErrorText } from '../../lib/use-error-text.ts'
import { RenderedText } from './rendered-text.tsx'
import type { MarkedRendering } from './use-renderings.ts'

const edges: Readonly<Record<ModelKind, string>> = {
  base: 'border-t-base',
  instruct: 'border-t-instruct',
  dialog: 'border-t-dialog',
}

type RenderedPromptProps = { readonly model: Model; readonly rendering: MarkedRendering | null }

/** What one model reads, and in which form. */
export function RenderedPrompt({ model, rendering }: RenderedPromptProps) {
  const { t, i18n } = useTranslation('family')
  const errorText = useErrorText()
  const preview = rendering?.preview ?? null
  return (
    <section
      aria-label={t('renderings.of', { model: model.name })}
      className={classNames(
        'flex min-w-0 flex-col gap-2 rounded-ui border border-border border-t-2 p-3',
        edges[model.kind],
      )}
    >
      <h3 className="flex items-center gap-1.5 font-semibold">
        <KindGuide kind={model.kind} />
        <span className="truncate">{model.name}</span>
        <span className="ml-auto shrink-0 font-normal text-muted text-small tabular-nums">
          {preview === null || preview.tokenCount === 0
            ? '–'
            : t('renderings.tokens', {
                count: preview.tokenCount,
                shown: formatNumber(preview.tokenCount, i18n.language),
              })}
        </span>
      </h3>
      <p className="text-muted text-small tablet:min-h-8">{t(`form.${model.kind}`)}</p>
      {preview?.error == null ? null : <Notice tone="failure">{errorText(preview.error)}</Notice>}
      {rendering === null ? null : <RenderedText kind={model.kind} parts={rendering.parts} />}
    </section>
  )
}
