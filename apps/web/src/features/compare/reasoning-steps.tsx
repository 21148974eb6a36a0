import type { GenerationStep, Reasoning } from '@trialogue/contract'
import { extractionTriggers, listSubquestions, splitThinking } from '@trialogue/prompt'
import { useTranslation } from 'react-i18next'

type ReasoningStepsProps = {
  /** Of one chain of thought. */
  readonly steps: readonly GenerationStep[]
  readonly reasoning: Reasoning
}

/** The thoughts of one chain, call by call, without what was asked for in the end. */
export function ReasoningSteps({ steps, reasoning }: ReasoningStepsProps) {
  const { t } = useTranslation('compare')
  const [first, ...others] = steps
  if (first === undefined) return null
  if (first.kind !== 'decomposition') return <Thoughts text={thoughtsOf(first, reasoning)} />
  const { questions } = listSubquestions(first.text)
  const answers = others.filter(({ kind }) => kind === 'subanswer')
  return (
    <div className="flex flex-col gap-2">
      <Thoughts text={first.text.trim()} />
      {answers.map(({ text }, index) => (
        <div key={index}>
          <p className="max-w-[72ch] break-words font-medium text-small">
            {index + 1}. {questions[index] ?? t('reasoning.itself')}
          </p>
          <Thoughts text={text.trim()} />
        </div>
      ))}
      {answers.length === 0 && others.length > 0 ? (
        <p className="text-muted text-small">{t('reasoning.noQuestions')}</p>
      ) : null}
    </div>
  )
}

/** What the answer was read from where that is not the thoughts: the words that asked for it, and exactly what came. */
export function ReasoningExtraction({ steps, reasoning }: ReasoningStepsProps) {
  const { t } = useTranslation('compare')
  const extraction = steps.find(({ kind }) => kind === 'answer')
  if (extraction === undefined) return null
  const { answerFormat, extractionTrigger } = reasoning
  return (
    <div>
      <p className="text-muted text-small">{t('output.asked')}</p>
      <p className="max-w-[72ch] whitespace-pre-wrap break-words font-mono text-code">
        <span className="text-muted">{extractionTrigger ?? extractionTriggers[answerFormat]}</span>
        {extraction.text}
      </p>
    </div>
  )
}

function Thoughts({ text }: { readonly text: string }) {
  return <p className="max-w-[72ch] whitespace-pre-wrap break-words text-muted text-output">{text}</p>
}

function thoughtsOf({ text, modelInput }: GenerationStep, { strategy }: Reasoning): string {
  return (strategy === 'native' ? (splitThinking(text, modelInput).thinking ?? '') : text).trim()
}
