import '../tokens/texts.ts'
import type { Generation, PromptPart, VariantPreview } from '@trialogue/contract'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SegmentedControl } from '../../../components/segmented-control.tsx'
import { escapeText } from '../stop-list.tsx'
import { findContextCut } from './context-cut.ts'
import { InputTokens } from './input-tokens.tsx'
import { InputWarnings } from './input-warnings.tsx'
import { PartCounts } from './part-counts.tsx'

type ModelInputViewProps = {
  readonly modelName: string
  readonly preview: VariantPreview | null
  /** Why there is no preview. */
  readonly error: Error | null
  readonly generation: Generation | null
}

type View = 'text' | 'tokens'

/** Exactly what the model reads if it runs now: every token, the special ones marked, and where it comes from. */
export function ModelInputView({ modelName, preview, error, generation }: ModelInputViewProps) {
  const { t } = useTranslation('tokens')
  const [view, setView] = useState<View>('text')
  const [marked, setMarked] = useState<PromptPart | null>(null)
  const cut = useMemo(() => (preview === null ? null : findContextCut(preview)), [preview])
  const secondInput = generation?.steps[1]?.modelInput ?? ''
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('input.region', { model: modelName })}
      className="flex h-full flex-col gap-3 overflow-auto overscroll-contain px-3 pt-1 pb-3 -outline-offset-2"
    >
      <InputWarnings preview={preview} error={error} cut={cut} />
      {preview === null || preview.tokens.length === 0 ? null : (
        <>
          <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
            <TokenTotal preview={preview} />
            <SegmentedControl
              label={t('input.view')}
              value={view}
              onChange={setView}
              segments={[
                { value: 'text', label: t('input.text') },
                { value: 'tokens', label: t('input.tokens') },
              ]}
            />
          </div>
          <PartCounts parts={preview.parts} marked={marked} onMark={setMarked} />
          <InputTokens tokens={preview.tokens} parts={preview.parts} view={view} marked={marked} cut={cut} />
          {preview.stop.length === 0 ? null : (
            <Fact label={t('input.stop')} texts={preview.stop.map(escapeText)} />
          )}
          {preview.extractionTrigger === null ? null : (
            <Fact label={t('input.second')} texts={[preview.extractionTrigger]} />
          )}
        </>
      )}
      {preview !== null && preview.tokens.length === 0 && preview.modelInput !== '' ? (
        <>
          <p className="text-muted text-small">{t('input.elsewhere')}</p>
          <p className="whitespace-pre-wrap break-words font-mono text-code">{preview.modelInput}</p>
        </>
      ) : null}
      {secondInput === '' ? null : (
        <div>
          <p className="text-muted text-small">{t('input.asRun')}</p>
          <p className="mt-1 whitespace-pre-wrap break-words font-mono text-code">{secondInput}</p>
        </div>
      )}
    </section>
  )
}

function TokenTotal({ preview }: { readonly preview: VariantPreview }) {
  const { t, i18n } = useTranslation('tokens')
  const { tokenCount, contextLength } = preview
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <p className="text-muted text-small tabular-nums">
      {contextLength === null
        ? t('input.countUnknown', { count: tokenCount })
        : t('input.count', { tokens: number.format(tokenCount), total: number.format(contextLength) })}
    </p>
  )
}

function Fact({ label, texts }: { readonly label: string; readonly texts: readonly string[] }) {
  return (
    <div>
      <p className="text-muted text-small">{label}</p>
      <ul className="mt-1 flex flex-wrap gap-1">
        {texts.map((text) => (
          <li key={text} className="break-words rounded-small bg-hover px-1.5 font-mono text-code">
            {text}
          </li>
        ))}
      </ul>
    </div>
  )
}
