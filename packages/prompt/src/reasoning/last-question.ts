import type { FilledPrompt } from '../template/filled-prompt.ts'

/** The question that a prompt ends with, as a sentence of its own; null where it asks nothing with a question mark. */
export function lastQuestion(prompt: FilledPrompt): string | null {
  const sentences = askedText(prompt).split(/(?<=[.!?。！？])\s+|(?<=[。！？])|\n/)
  return sentences.findLast((sentence) => /[?？]$/.test(sentence.trim()))?.trim() ?? null
}

function askedText(prompt: FilledPrompt): string {
  switch (prompt.type) {
    case 'text':
      return prompt.text
    case 'data':
      return prompt.query.join('\n')
    case 'chat':
      return prompt.turns.findLast(({ role }) => role === 'user')?.text ?? ''
    default:
      return prompt satisfies never
  }
}
