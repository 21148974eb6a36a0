import type { Generation } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { isUnfinished } from './generation-state.ts'
import { ReasoningOutput } from './reasoning-output.tsx'
import type { TextView } from './run-store.ts'
import { TextOutput } from './text-output.tsx'

type GenerationOutputProps = { readonly generation: Generation; readonly view: TextView }

/** What a generation has written so far, the reasoning apart from the answer where its strategy asks for that. */
export function GenerationOutput({ generation, view }: GenerationOutputProps) {
  const { t } = useTranslation('compare')
  if (generation.reasoning.strategy !== 'off') return <ReasoningOutput generation={generation} view={view} />
  const text = generation.steps[0]?.text.trimStart() ?? ''
  if (text === '' && generation.status === 'completed') {
    return <p className="text-muted">{t('output.nothing')}</p>
  }
  return <TextOutput text={text} isGrowing={isUnfinished(generation)} view={view} />
}
