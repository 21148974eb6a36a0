import type { AnswerFormat } from '@trialogue/contract'
import { matchAnswer } from '../extraction/match-answer.ts'
import { findText, type StepPlan } from '../planning/generation-plan.ts'
import { answerStops, joinStops, nextQuestionStops } from '../planning/stop-sequences.ts'
import { continuePrompt } from '../rendering/continue-prompt.ts'
import { renderPrompt } from '../rendering/render-prompt.ts'
import { defineStrategy } from './define-strategy.ts'

/** Phrases that invite reasoning: a menu from Kojima et al. 2022 (arXiv 2205.11916), their standard one first. */
export const reasoningTriggers: readonly string[] = [
  "Let's think step by step.",
  'First,',
  "Let's think about this logically.",
  "Let's solve this problem by splitting it into steps.",
  "Let's be realistic and think step by step.",
  "Let's think like a detective step by step.",
  'Before we dive into the answer,',
  'The answer is after the proof.',
]

/** What the second call ends with, per answer format: the published phrases of the same paper. */
export const extractionTriggers: Readonly<Record<AnswerFormat, string>> = {
  number: 'Therefore, the answer (arabic numerals) is',
  choice: 'Therefore, among A through E, the answer is',
  'yes-no': 'Therefore, the answer (Yes or No) is',
  text: 'Therefore, the answer is',
}

/**
 * Zero-shot chain-of-thought (Kojima et al. 2022): one call reasons, a second one gets that reasoning and a phrase
 * that asks for the answer. The answer is the first match after the phrase.
 */
export const zeroShot = defineStrategy({
  id: 'zero-shot',
  availability: () => ({ isAvailable: true }),
  plan({ prompt, kind, reasoning, parameters }) {
    const extractionTrigger = reasoning.extractionTrigger ?? extractionTriggers[reasoning.answerFormat]
    const first: StepPlan = {
      kind: 'reasoning',
      prompt: renderPrompt(prompt, kind, {
        trigger: reasoning.trigger,
        formatOutput: ({ output }) => output,
      }),
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
        const answer = findText(done, 'answer')
        return {
          reasoningText: text === '' ? null : text,
          answer: answer === null ? null : matchAnswer(answer, reasoning.answerFormat, 'first'),
        }
      },
    }
  },
})
