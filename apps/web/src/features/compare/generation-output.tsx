import type { Generation } from '@trialogue/contract'
import { extractionTriggers } from '@trialogue/prompt'
import { useTranslation } from 'react-i18next'
import { stepDurationMs } from './generation-metrics.ts'
import { isUnfinished } from './generation-state.ts'
import { ReasoningFold } from './reasoning-fold.tsx'
import type { TextView } from './run-store.ts'
import { TextOutput } from './text-output.tsx'

type GenerationOutputProps = { readonly generation: Generation; readonly view: TextView }

/** What a generation has written so far, the reasoning apart from the answer where its strategy asks for that. */
export function GenerationOutput({ generation, view }: GenerationOutputProps) {
  const { t } = useTranslation('compare')
  const [first] = generation.steps
  const isOver = !isUnfinished(generation)
  if (generation.reasoning.strategy === 'zero-shot') return <TwoCalls generation={generation} />
  const isRead = generation.reasoning.strategy === 'few-shot' && isOver
  if (isRead && generation.reasoningText !== null) {
    return (
      <>
        <ReasoningFold
          text={generation.reasoningText}
          isWriting={false}
          tokenCount={first?.usage?.completionTokens ?? null}
          durationMs={first === undefined ? null : stepDurationMs(first)}
        />
        <Answer answer={generation.answer} />
      </>
    )
  }
  const text = first?.text.trimStart() ?? ''
  if (text === '' && generation.status === 'completed') {
    return <p className="text-muted">{t('output.nothing')}</p>
  }
  return (
    <>
      <TextOutput text={text} isGrowing={!isOver} view={view} />
      {isRead && generation.answer !== null ? (
        <div className="mt-3">
          <Answer answer={generation.answer} />
        </div>
      ) : null}
    </>
  )
}

/** Zero-shot chain-of-thought: one call reasons, the second one is asked for the answer. */
function TwoCalls({ generation }: { readonly generation: Generation }) {
  const { t } = useTranslation('compare')
  const [reasoning, extraction] = generation.steps
  const { answerFormat, extractionTrigger } = generation.reasoning
  const isOver = !isUnfinished(generation)
  return (
    <>
      {reasoning === undefined ? null : (
        <ReasoningFold
          text={reasoning.text.trimStart()}
          isWriting={extraction === undefined && !isOver}
          tokenCount={reasoning.usage?.completionTokens ?? null}
          durationMs={stepDurationMs(reasoning)}
        />
      )}
      {extraction === undefined ? null : (
        <>
          {isOver ? <Answer answer={generation.answer} /> : null}
          <p className="mt-3 text-muted text-small">{t('output.asked')}</p>
          <p className="max-w-[72ch] whitespace-pre-wrap break-words font-mono text-code">
            <span className="text-muted">{extractionTrigger ?? extractionTriggers[answerFormat]}</span>
            {extraction.text}
          </p>
        </>
      )}
    </>
  )
}

function Answer({ answer }: { readonly answer: string | null }) {
  const { t } = useTranslation('compare')
  return (
    <section>
      <h3 className="font-medium text-muted text-small">{t('output.answer')}</h3>
      {answer === null ? (
        <p className="text-muted">{t('output.noAnswer')}</p>
      ) : (
        <p className="max-w-[72ch] whitespace-pre-wrap break-words font-semibold text-title">{answer}</p>
      )}
    </section>
  )
}
