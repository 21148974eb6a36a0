import type { Generation } from '@trialogue/contract'
import { countPaths, splitThinking } from '@trialogue/prompt'
import { useTranslation } from 'react-i18next'

/** What was read out of the text, or why there is nothing: no answer is a result of its own, not a wrong one. */
export function ReasoningAnswer({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation('compare')
  const { answer } = generation
  return (
    <section>
      <h3 className="font-medium text-muted text-small">{t('output.answer')}</h3>
      {answer === null ? (
        <p className="text-muted">
          {t(isStillThinking(generation) ? 'reasoning.unfinished' : 'output.noAnswer')}
        </p>
      ) : (
        <p className="max-w-[72ch] whitespace-pre-wrap break-words font-semibold text-title">{answer}</p>
      )}
    </section>
  )
}

function isStillThinking({ reasoning, steps: [step] }: Generation): boolean {
  if (reasoning.strategy !== 'native' || countPaths(reasoning) > 1 || step === undefined) return false
  return splitThinking(step.text, step.modelInput).reply === null
}
