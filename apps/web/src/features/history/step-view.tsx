import type { GenerationStep } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../lib/format-duration.ts'

/** One call: the text that the model read, special tokens spelled out, and what it wrote behind it. */
export function StepView({ step }: { readonly step: GenerationStep }) {
  const { t, i18n } = useTranslation('history')
  const { kind, path, modelInput, text, usage, timings, tokenIdsSha256 } = step
  const facts = [
    ...(usage === null
      ? []
      : [t('calls.tokens', { read: usage.promptTokens, written: usage.completionTokens })]),
    ...(usage === null || usage.cachedTokens === 0 ? [] : [t('calls.cached', { count: usage.cachedTokens })]),
    ...(timings === null
      ? []
      : [
          t('calls.queued', { time: formatDuration(timings.queuedMs, i18n.language) }),
          t('calls.prefill', { time: formatDuration(timings.prefillMs, i18n.language) }),
          t('calls.decode', { time: formatDuration(timings.decodeMs, i18n.language) }),
        ]),
  ]
  return (
    <div className="flex min-w-0 flex-col gap-1 text-small">
      <p className="font-medium">
        {t(`calls.kind.${kind}`)}
        {path === 0 ? null : <span className="text-muted"> · {t('calls.path', { number: path + 1 })}</span>}
      </p>
      <p className="text-muted">{t('calls.read')}</p>
      <p className="max-h-96 overflow-auto whitespace-pre-wrap break-words rounded-small bg-page p-2 font-mono text-code">
        {modelInput === '' ? t('calls.notRead') : modelInput}
      </p>
      <p className="text-muted">{t('calls.wrote')}</p>
      <p className="whitespace-pre-wrap break-words rounded-small bg-page p-2 font-mono text-code">
        {text === '' ? <span className="text-muted">{t('outputs.nothing')}</span> : text}
      </p>
      <p className="text-muted tabular-nums">{facts.join(' · ')}</p>
      {tokenIdsSha256 === null ? null : (
        <p className="truncate font-mono text-muted text-small" title={t('calls.hashHint')}>
          {tokenIdsSha256}
        </p>
      )}
    </div>
  )
}
