import type { Generation } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { lazyPart } from '../../components/lazy-part.tsx'
import { isUnfinished } from './generation-state.ts'
import type { TextView } from './run-store.ts'
import { TextOutput } from './text-output.tsx'

const ReasoningOutput = lazyPart(async () => (await import('./reasoning-output.tsx')).ReasoningOutput)

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
