import type { Generation, InputToken, VariantPreview } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/notice.tsx'
import { useErrorText } from '../../lib/use-error-text.ts'
import { escapeText } from './stop-list.tsx'

/** More elements than this make the page slow; the text after them is shown as one piece. */
const maxTokenElements = 4_000

type ModelInputViewProps = {
  readonly modelName: string
  readonly preview: VariantPreview | null
  /** Why there is no preview. */
  readonly error: Error | null
  readonly generation: Generation | null
}

/** Exactly what the model reads if it runs now: every token, the special ones marked. */
export function ModelInputView({ modelName, preview, error, generation }: ModelInputViewProps) {
  const { t } = useTranslation('compare')
  const errorText = useErrorText()
  const trouble = error ?? preview?.error ?? null
  const secondInput = generation?.steps[1]?.modelInput ?? ''
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('input.region', { model: modelName })}
      className="flex h-full flex-col gap-3 overflow-auto overscroll-contain px-3 pt-1 pb-3 -outline-offset-2"
    >
      {trouble === null ? null : <Notice tone="failure">{errorText(trouble)}</Notice>}
      {preview === null ? null : (
        <>
          <p className="text-muted text-small tabular-nums">
            {preview.contextLength === null
              ? t('input.tokensUnknown', { count: preview.tokenCount })
              : t('input.tokens', { count: preview.tokenCount, total: preview.contextLength })}
          </p>
          <p className="whitespace-pre-wrap break-words font-mono text-code">
            <Tokens tokens={preview.tokens} />
          </p>
          {preview.stop.length === 0 ? null : (
            <Fact label={t('input.stop')} texts={preview.stop.map(escapeText)} />
          )}
          {preview.extractionTrigger === null ? null : (
            <Fact label={t('input.second')} texts={[preview.extractionTrigger]} />
          )}
        </>
      )}
      {secondInput === '' ? null : (
        <div>
          <p className="text-muted text-small">{t('input.asRun')}</p>
          <p className="mt-1 whitespace-pre-wrap break-words font-mono text-code">{secondInput}</p>
        </div>
      )}
    </section>
  )
}

function Tokens({ tokens }: { readonly tokens: readonly InputToken[] }) {
  const { t } = useTranslation('compare')
  const rest = tokens.slice(maxTokenElements).map(({ text }) => text)
  return (
    <>
      {tokens.slice(0, maxTokenElements).map((token, index) =>
        token.isSpecial ? (
          <span
            key={index}
            title={t('input.special', { id: token.id })}
            className="rounded-small border border-border bg-hover px-1 py-px text-muted text-small"
          >
            {token.text}
          </span>
        ) : (
          <span key={index} title={t('input.token', { id: token.id })}>
            {token.text}
          </span>
        ),
      )}
      {rest}
    </>
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
