import type { ModelPrompt } from '@trialogue/contract'

/** Scripts that put no space between words, with their punctuation: Chinese, Japanese kana. */
const writtenTogether = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u

/**
 * The prompt with an expected answer written behind it, as a model would go on: after a space where the text before it
 * ends with a word, at once after a blank, at the beginning of a turn, and in scripts that know no spaces. Outer blanks
 * of the answer are no part of it.
 */
export function appendReference(prompt: ModelPrompt, reference: string): ModelPrompt {
  const answer = reference.trim()
  if (prompt.form === 'text') return { ...prompt, text: join(prompt.text, answer) }
  return { ...prompt, assistantPrefix: join(prompt.assistantPrefix, answer) }
}

function join(text: string, answer: string): string {
  const isJoined =
    text === '' ||
    /\s$/.test(text) ||
    (writtenTogether.test(text.slice(-1)) && writtenTogether.test(answer.slice(0, 1)))
  return isJoined ? text + answer : `${text} ${answer}`
}
