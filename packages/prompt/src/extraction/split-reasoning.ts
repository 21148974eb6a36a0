import type { AnswerFormat } from '@trialogue/contract'
import type { ChainOutcome } from '../planning/generation-plan.ts'
import { findAnswerMarker } from './answer-marker.ts'
import type { LocatedAnswer } from './located-answer.ts'
import { matchAnswer } from './match-answer.ts'

/**
 * Takes a completion that reasons and then answers apart, by the rule of Wei and Kojima: the first match after the
 * last marker ("The answer is", `####`, `\boxed{}`); without a marker the last match, and all of it is reasoning.
 * Free text has no such pattern, so without a marker it has no answer.
 */
export function splitReasoning(text: string, format: AnswerFormat): ChainOutcome {
  const marker = findAnswerMarker(text)
  const reasoning = (marker === null ? text : text.slice(0, marker.from)).trim()
  return {
    reasoningText: reasoning === '' ? null : reasoning,
    answer: marker === null && format === 'text' ? null : (locateAnswer(text, format)?.answer ?? null),
  }
}

/** Where the answer of such a completion stands; of free text without a marker, it is the last line. */
export function locateAnswer(text: string, format: AnswerFormat): LocatedAnswer | null {
  const marker = findAnswerMarker(text)
  if (marker === null) return matchAnswer(text, format, 'last')
  const found = matchAnswer(marker.answerText, format, 'first')
  if (found === null) return null
  return { ...found, from: found.from + marker.answerFrom, to: found.to + marker.answerFrom }
}
