import type { AnswerFormat } from '@trialogue/contract'
import { findAnswerMarker } from './answer-marker.ts'
import { matchAnswer } from './match-answer.ts'

/**
 * Reads the answer out of a text: the first match after its last marker ("The answer is", `####`, `\boxed{}`), or
 * the first match of all when it has none. Null when there is no answer.
 */
export function extractAnswer(text: string, format: AnswerFormat): string | null {
  return matchAnswer(findAnswerMarker(text)?.answerText ?? text, format, 'first')?.answer ?? null
}
