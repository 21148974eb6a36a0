import { matchAnswer } from '../extraction/match-answer.ts'
import { findText } from '../planning/generation-plan.ts'
import type { Chain, ChainStep } from '../planning/plan-chains.ts'
import { answerStops, joinStops, nextQuestionStops } from '../planning/stop-sequences.ts'
import { continuePrompt } from '../rendering/continue-prompt.ts'
import type { StrategyInput } from './define-strategy.ts'
import { renderAsked } from './render-asked.ts'
import { extractionTriggerOf, triggerOf } from './triggers.ts'

/**
 * One call reasons, invited by the trigger; a second one gets that reasoning and a phrase that asks for the answer. The
 * answer is the first match after the phrase.
 */
export function twoCalls(input: StrategyInput): Chain {
  const { prompt, kind, reasoning, parameters } = input
  const extractionTrigger = extractionTriggerOf(reasoning)
  const first: ChainStep = {
    kind: 'reasoning',
    prompt: renderAsked(input, { trigger: triggerOf(reasoning) }),
    maxTokens: parameters.maxTokens,
    stop: joinStops(parameters.stop, nextQuestionStops(prompt, kind)),
  }
  return {
    first,
    extractionTrigger,
    next(done) {
      const text = findText(done, 'reasoning')
      if (text === null || findText(done, 'answer') !== null) return null
      return {
        kind: 'answer',
        prompt: continuePrompt(first.prompt, text, extractionTrigger),
        maxTokens: reasoning.answerMaxTokens,
        stop: joinStops(parameters.stop, answerStops(kind)),
      }
    },
    extract(done) {
      const text = findText(done, 'reasoning')?.trim() ?? ''
      const answer = findText(done, 'answer') ?? ''
      return {
        reasoningText: text === '' ? null : text,
        answer: matchAnswer(answer, reasoning.answerFormat, 'first')?.answer ?? null,
      }
    },
  }
}
