import type { ModelKind } from '@trialogue/contract'
import { formatHeader } from '../rendering/data-block.ts'
import type { FilledPrompt } from '../template/filled-prompt.ts'

/**
 * Where a base model would begin the next question of its own: what it writes from there on is no part of the
 * reasoning. The other kinds end their turn by themselves.
 */
export function nextQuestionStops(prompt: FilledPrompt, kind: ModelKind): string[] {
  if (kind !== 'base') return []
  switch (prompt.type) {
    case 'text':
      return prompt.completionFrame === 'question-answer' ? ['\nQ:'] : []
    case 'data': {
      const header = formatHeader(prompt.inputHeaders[0] ?? '')
      return header === '' ? [] : [`\n${header}`]
    }
    case 'chat':
      return ['\nUser:']
    default:
      return prompt satisfies never
  }
}

/** The extracted answer of a base model is the rest of the line; this covers the next question, too. */
export function answerStops(kind: ModelKind): string[] {
  return kind === 'base' ? ['\n'] : []
}

/**
 * The answer to a subquestion ends before the next one. A base and an instruction-tuned model read both in one text, so
 * they may go on with a question of their own; for a dialog-tuned model each is a turn.
 */
export function subanswerStops(prompt: FilledPrompt, kind: ModelKind): string[] {
  return kind === 'dialog' ? [] : [...nextQuestionStops(prompt, kind), '\nQ:']
}

/** The person's own stop sequences come first; each is listed once. */
export function joinStops(own: readonly string[], added: readonly string[]): string[] {
  return [...new Set([...own, ...added])]
}
