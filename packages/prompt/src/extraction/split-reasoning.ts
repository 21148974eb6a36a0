import type { AnswerFormat } from '@trialogue/contract'
import type { ExtractedAnswer } from '../planning/generation-plan.ts'
import { findAnswerMarker } from './answer-marker.ts'
import { matchAnswer } from './match-answer.ts'

/**
 * Takes a completion that reasons and then answers apart, by the rule of Wei and Kojima: the first match after the
 * last marker ("The answer is", `####`, `\boxed{}`); without a marker the last match, and all of it is reasoning.
 * Free text has no such pattern, so without a marker it has no answer.
 */
export function splitReasoning(text: string, format: AnswerFormat): ExtractedAnswer {
  const marker = findAnswerMarker(text)
  const reasoning = (marker === null ? text : text.slice(0, marker.from)).trim()
  return {
    reasoningText: reasoning === '' ? null : reasoning,
    answer: readMarked(text, format, marker?.answerText ?? null),
  }
}

function readMarked(text: string, format: AnswerFormat, marked: string | null): string | null {
  if (marked !== null) return matchAnswer(marked, format, 'first')
  return format === 'text' ? null : matchAnswer(text, format, 'last')
}
