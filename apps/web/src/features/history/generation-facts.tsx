import type { Generation } from '@trialogue/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../lib/format-duration.ts'
import { generationFigures } from './generation-figures.ts'

const unknown = '–'

/** How a generation went and with what: figures, seed, the model's identity, the device. */
export function GenerationFacts({ generation }: { readonly generation: Generation }) {
  const { t, i18n } = useTranslation('history')
  const { seed, modelSha256, executionProvider, mode, finishReason } = generation
  const { ttftMs, durationMs, promptTokens, completionTokens, isEstimated } = generationFigures(generation)
  const time = (ms: number | null) => (ms === null ? unknown : formatDuration(ms, i18n.language))
  const device = [executionProvider, mode === null ? null : t(`facts.mode.${mode}`)]
  return (
    <dl className="flex flex-wrap gap-x-4 gap-y-1 text-small tabular-nums">
      <Fact name={t('facts.tokens')} hint={t('facts.tokensHint')}>
        {promptTokens === null
          ? unknown
          : `${isEstimated ? '≈ ' : ''}${promptTokens} / ${completionTokens ?? unknown}`}
      </Fact>
      <Fact name={t('facts.ttft')} hint={t('facts.ttftHint')}>
        {time(ttftMs)}
      </Fact>
      <Fact name={t('facts.duration')} hint={t('facts.durationHint')}>
        {time(durationMs)}
      </Fact>
      <Fact name={t('facts.finish')} hint={t('facts.finishHint')}>
        {finishReason === null ? unknown : t(`finish.${finishReason}`)}
      </Fact>
      <Fact name={t('facts.seed')} hint={t('facts.seedHint')}>
        {String(seed)}
      </Fact>
      <Fact name={t('facts.device')} hint={t('facts.deviceHint')}>
        {device.filter((part) => part !== null).join(', ') || unknown}
      </Fact>
      <Fact name={t('facts.model')} hint={modelSha256 ?? t('facts.modelHint')}>
        <span className="font-mono">{modelSha256?.slice(0, 12) ?? unknown}</span>
      </Fact>
    </dl>
  )
}

type FactProps = { readonly name: string; readonly hint: string; readonly children: ReactNode }

function Fact({ name, hint, children }: FactProps) {
  return (
    <div className="flex gap-1" title={hint}>
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
