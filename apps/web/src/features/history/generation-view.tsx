import type { Generation, GenerationStep } from '@trialogue/contract'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../components/copy-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { VerifyAction } from '../../components/verify-action.tsx'
import { useErrorText } from '../../lib/use-error-text.ts'
import { writtenText } from './compare-runs.ts'
import { GenerationFacts } from './generation-facts.tsx'
import { GenerationStateWords } from './generation-state-words.tsx'
import { StepView } from './step-view.tsx'
import { useGeneration } from './use-run.ts'

type GenerationViewProps = {
  readonly runId: string
  readonly generationId: string
  /** Whether it is the only sample. */
  readonly isAlone: boolean
  /** In place of what it wrote: the same with what differs from another one marked. */
  readonly children?: ReactNode
}

/** One generation as it was recorded: what it wrote, what it read, how that went. */
export function GenerationView({ runId, generationId, isAlone, children }: GenerationViewProps) {
  const { t } = useTranslation('history')
  const errorText = useErrorText()
  const generation = useGeneration(runId, generationId)
  if (generation === null) return null
  const { status, error, sampleIndex } = generation
  const isOpen = generation.finishedAt === null && status !== 'interrupted'
  return (
    <article aria-busy={isOpen} className="flex min-w-0 flex-col gap-2">
      <div className="flex min-h-7 items-center gap-2 text-small">
        {isAlone ? null : <h4 className="font-medium">{t('outputs.sample', { number: sampleIndex + 1 })}</h4>}
        <GenerationStateWords generation={generation} />
        <span className="flex-1" />
        {isOpen ? null : (
          <CopyButton
            look="muted"
            size="small"
            label={t('outputs.copy')}
            text={() => writtenText(generation).trim()}
          />
        )}
      </div>
      {children ?? <Written generation={generation} />}
      {error === null ? null : <Notice tone="failure">{errorText(error)}</Notice>}
      <GenerationFacts generation={generation} />
      <Calls steps={generation.steps} />
      {isOpen ? null : <VerifyAction generation={generation} />}
    </article>
  )
}

/** The answer and the reasoning where they were told apart, else the text. */
function Written({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation('history')
  const { answer, reasoningText, reasoning, paths, status } = generation
  const text = writtenText(generation).trim()
  if (reasoning.strategy === 'off' || reasoningText === null) {
    if (text === '' && status === 'completed') return <p className="text-muted">{t('outputs.nothing')}</p>
    return <p className="max-w-[72ch] whitespace-pre-wrap break-words text-output">{text}</p>
  }
  return (
    <>
      <Labelled label={t('outputs.answer')}>
        <p className="whitespace-pre-wrap break-words font-semibold text-output">
          {answer ?? <span className="font-normal text-muted">{t('outputs.noAnswer')}</span>}
        </p>
      </Labelled>
      {paths.length === 0 ? null : (
        <Labelled label={t('outputs.votes', { count: paths.length })}>
          <ol className="list-inside list-decimal tabular-nums">
            {paths.map((path) => (
              <li key={path.path} className="break-words">
                {path.answer ?? t('outputs.noAnswer')}
                {path.confidence === null ? null : (
                  <span className="text-muted">
                    {' '}
                    · {t('outputs.confidence', { value: path.confidence.toFixed(2) })}
                  </span>
                )}
              </li>
            ))}
          </ol>
        </Labelled>
      )}
      <Labelled label={t('outputs.reasoning')}>
        <p className="max-w-[72ch] whitespace-pre-wrap break-words border-border border-l-2 pl-3 text-muted text-output">
          {reasoningText}
        </p>
      </Labelled>
    </>
  )
}

/** Every call of the model: exactly what it read and wrote. */
function Calls({ steps }: { readonly steps: readonly GenerationStep[] }) {
  const { t } = useTranslation('history')
  if (steps.length === 0) return null
  return (
    <details>
      <summary className="min-h-6 text-muted text-small">{t('calls.title', { count: steps.length })}</summary>
      <ol className="mt-1 flex flex-col gap-3">
        {steps.map((step, index) => (
          <li key={index}>
            <StepView step={step} />
          </li>
        ))}
      </ol>
    </details>
  )
}

function Labelled({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <h5 className="font-medium text-muted text-small">{label}</h5>
      {children}
    </div>
  )
}
