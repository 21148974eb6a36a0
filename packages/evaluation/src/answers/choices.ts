import { z } from 'zod'

/** The letters that can be chosen, A to Z at most. */
export const choiceCountSchema = z.int().min(2).max(26).default(5)

export function choiceLetters(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String.fromCharCode(65 + index))
}

const marker = /\b(?:answer|choice|option)(?: \([^()\n]{0,40}\))?\s{0,3}(?:is\b:?|[:=])|答案(?:是|为|：|:)/gi

/**
 * The letter that an answer chooses: the first that stands alone behind its last marker ("The answer is"), or of all.
 * "(b)" counts in either case, "B" only as a capital; "A" before an ordinary word is the article, and "I" is a person.
 */
export function readChoice(text: string, count: number): string | null {
  const marked = Array.from(text.matchAll(marker)).at(-1)
  const scope = marked === undefined ? text : text.slice(marked.index + marked[0].length)
  const last = String.fromCharCode(64 + count)
  const pattern = new RegExp(
    String.raw`\(([A-${last}a-${last.toLowerCase()}])\)|\\boxed\{\s?(?:\\text\{)?([A-${last}])|(?<![\w'’-])([A-${last}])(?![\w'’-])`,
    'g',
  )
  for (const match of scope.matchAll(pattern)) {
    const [, bracketed, boxed, letter] = match
    const rest = scope.slice(match.index + match[0].length)
    if (letter !== undefined && isWord(letter, rest)) continue
    return (bracketed ?? boxed ?? letter ?? '').toUpperCase()
  }
  // A whole answer of one small letter.
  const only = /^\s*([a-z])[.)]?\s*$/.exec(scope)?.[1]?.toUpperCase()
  return only !== undefined && only <= last ? only : null
}

function isWord(letter: string, rest: string): boolean {
  if (letter === 'A') return /^\s+(?!(?:is|because|since|as|and|or)\b)[a-z]/.test(rest)
  return letter === 'I' && /^\s+[a-z]/.test(rest)
}
