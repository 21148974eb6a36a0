import type { Generation } from '@trialogue/contract'
import { countPaths, splitThinking } from '@trialogue/prompt'
import { useTranslation } from 'react-i18next'
import { isUnfinished } from './generation-state.ts'
import { ReasoningAnswer } from './reasoning-answer.tsx'
import { ReasoningChains } from './reasoning-chains.tsx'
import { reasoningFacts } from './reasoning-facts.ts'
import { ReasoningFold } from './reasoning-fold.tsx'
import { ReasoningExtraction, ReasoningSteps } from './reasoning-steps.tsx'
import { ReasoningVote } from './reasoning-vote.tsx'
import type { TextView } from './run-store.ts'
import { TextOutput } from './text-output.tsx'

type ReasoningOutputProps = { readonly generation: Generation; readonly view: TextView }

/** What a generation with chain-of-thought has written: the answer, how it was decided, and the reasoning, each apart. */
export function ReasoningOutput({ generation, view }: ReasoningOutputProps) {
  const isOver = !isUnfinished(generation)
  if (countPaths(generation.reasoning) === 1) return <OneChain generation={generation} view={view} />
  return (
    <div className="flex flex-col gap-3">
      {isOver ? <ReasoningAnswer generation={generation} /> : null}
      {generation.paths.length === 0 ? null : <ReasoningVote generation={generation} />}
      <ReasoningChains generation={generation} isOver={isOver} />
    </div>
  )
}

function OneChain({ generation, view }: ReasoningOutputProps) {
  const { t, i18n } = useTranslation('compare')
  const { reasoning, steps, reasoningText } = generation
  const [first] = steps
  const isOver = !isUnfinished(generation)
  if (first === undefined) return null
  // Until it is over, nothing tells the reasoning of a worked example from its answer.
  if (reasoning.strategy === 'few-shot' && (!isOver || reasoningText === null)) {
    return <FewShotText generation={generation} view={view} />
  }
  const thoughts = steps.filter(({ kind }) => kind !== 'answer')
  const reply = reasoning.strategy === 'native' ? splitThinking(first.text, first.modelInput).reply : null
  const isThinking = steps.length === thoughts.length && reply === null
  return (
    <div className="flex flex-col gap-3">
      <ReasoningFold
        title={t('output.reasoning')}
        facts={reasoningFacts(thoughts, t, i18n.language)}
        isWriting={!isOver && isThinking}
      >
        {reasoning.strategy === 'few-shot' ? (
          <p className="max-w-[72ch] whitespace-pre-wrap break-words text-muted text-output">
            {reasoningText}
          </p>
        ) : (
          <ReasoningSteps steps={steps} reasoning={reasoning} />
        )}
      </ReasoningFold>
      {reply === null ? null : <TextOutput text={reply.trim()} isGrowing={!isOver} view={view} />}
      {isOver ? <ReasoningAnswer generation={generation} /> : null}
      <ReasoningExtraction steps={steps} reasoning={reasoning} />
    </div>
  )
}

function FewShotText({ generation, view }: ReasoningOutputProps) {
  const { t } = useTranslation('compare')
  const isOver = !isUnfinished(generation)
  const text = generation.steps[0]?.text.trimStart() ?? ''
  if (text === '' && generation.status === 'completed') {
    return <p className="text-muted">{t('output.nothing')}</p>
  }
  return (
    <div className="flex flex-col gap-3">
      <TextOutput text={text} isGrowing={!isOver} view={view} />
      {isOver && generation.answer !== null ? <ReasoningAnswer generation={generation} /> : null}
    </div>
  )
}
