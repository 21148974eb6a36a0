import type { Generation, GenerationStep } from '@trialogue/contract'
import { splitThinking } from '@trialogue/prompt'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '../../lib/use-error-text.ts'
import { reasoningFacts } from './reasoning-facts.ts'
import { ReasoningFold } from './reasoning-fold.tsx'
import { ReasoningExtraction, ReasoningSteps } from './reasoning-steps.tsx'
import { formatProbability } from './tokens/format-probability.ts'
import { quotedText } from './tokens/visible-text.ts'

type ReasoningChainsProps = { readonly generation: Generation; readonly isOver: boolean }

/** Every chain of thought of several, folded: what it came to stands beside its number. */
export function ReasoningChains({ generation, isOver }: ReasoningChainsProps) {
  const { t } = useTranslation('compare')
  const steps = generation.steps.filter(({ kind }) => kind !== 'branching')
  const numbers = new Set([...steps.map(({ path }) => path), ...generation.paths.map(({ path }) => path)])
  return (
    <section aria-label={t('reasoning.chains')} className="flex flex-col">
      {[...numbers]
        .toSorted((one, other) => one - other)
        .map((path) => (
          <Chain
            key={path}
            path={path}
            generation={generation}
            steps={steps.filter((step) => step.path === path)}
            isOver={isOver}
          />
        ))}
    </section>
  )
}

type ChainProps = ReasoningChainsProps & { readonly path: number; readonly steps: readonly GenerationStep[] }

function Chain({ path, generation, steps, isOver }: ChainProps) {
  const { t, i18n } = useTranslation('compare')
  const errorText = useErrorText()
  const { reasoning, paths } = generation
  const outcome = paths.find((one) => one.path === path) ?? null
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 })
  const confidence = outcome?.confidence ?? null
  const first = firstToken(generation, path)
  const facts = [
    ...(outcome === null
      ? []
      : [outcome.error === null ? (outcome.answer ?? t('reasoning.silent')) : t('reasoning.failed')]),
    ...(confidence === null ? [] : [t('reasoning.sure', { share: percent.format(confidence) })]),
    ...reasoningFacts(steps, t, i18n.language),
  ]
  return (
    <ReasoningFold
      title={t('reasoning.chain', { number: path + 1 })}
      facts={facts}
      // One text that grows can be followed, not five.
      isWriting={!isOver && path === 0}
    >
      {outcome?.error == null ? null : <p className="mb-1 text-failure">{errorText(outcome.error)}</p>}
      {first === null ? null : (
        <p className="mb-1 text-muted text-small">
          {t('reasoning.begins', {
            token: quotedText(first.text),
            share: formatProbability(first.logprob, i18n.language),
          })}
        </p>
      )}
      <ReasoningSteps steps={steps} reasoning={reasoning} />
      {reasoning.strategy === 'native' && steps[0] !== undefined ? <Reply step={steps[0]} /> : null}
      <div className="mt-2">
        <ReasoningExtraction steps={steps} reasoning={reasoning} />
      </div>
    </ReasoningFold>
  )
}

/** What a model that thinks by itself says in the end. */
function Reply({ step }: { readonly step: GenerationStep }) {
  const { reply } = splitThinking(step.text, step.modelInput)
  if (reply === null) return null
  return <p className="mt-2 max-w-[72ch] whitespace-pre-wrap break-words text-output">{reply.trim()}</p>
}

/** What a branch of CoT-decoding begins with, and how likely that was. */
function firstToken({ steps }: Generation, path: number) {
  const branching = steps.find(({ kind }) => kind === 'branching')
  return branching?.logprobs[0]?.alternatives[path] ?? null
}
