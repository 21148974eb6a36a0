import type { AnswerFormat } from '@trialogue/contract'

/**
 * Reads the first or the last thing in a text that looks like an answer of this format; null when there is none.
 * Cleaning after Kojima et al. 2022, with word boundaries where their patterns match inside words.
 */
export function matchAnswer(text: string, format: AnswerFormat, which: 'first' | 'last'): string | null {
  if (format === 'text') return cleanText(text)
  const answers = matchers[format](text)
  return answers.at(which === 'first' ? 0 : -1) ?? null
}

const matchers: Readonly<Record<Exclude<AnswerFormat, 'text'>, (text: string) => string[]>> = {
  number: findNumbers,
  choice: findChoices,
  'yes-no': (text) => (text.match(/\b(?:yes|no)\b/gi) ?? []).map((word) => word.toLowerCase()),
}

/**
 * Thousands separators are dropped, decimals kept. A minus belongs to the number only where nothing stands right
 * before it: in "10-3" it is an operation.
 */
function findNumbers(text: string): string[] {
  const pattern = /(?<![\w.)])-?\.\d+|(?:(?<![\w.)])-)?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?/g
  return (text.replaceAll('\u2212', '-').match(pattern) ?? []).map((number) => number.replaceAll(',', ''))
}

/** Letters A to E that stand alone. "(b)" counts in either case; "A" before an ordinary word is the article. */
function findChoices(text: string): string[] {
  const pattern =
    /\(([A-Ea-e])\)|(?<![\w'’-])(?:([B-E])|(A)(?!\s+(?!is\b|because\b|since\b|as\b|and\b|or\b)[a-z]))(?![\w'’-])/g
  return Array.from(text.matchAll(pattern), ([, bracketed, letter, a]) =>
    (bracketed ?? letter ?? a ?? '').toUpperCase(),
  )
}

const wrapping = /["'“”‘’\s]/

/** The first line that says anything, without surrounding quotes and the full stop. */
function cleanText(text: string): string | null {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '') ?? ''
  let from = 0
  let to = line.length
  while (from < to && wrapping.test(line.charAt(from))) from += 1
  while (to > from && (wrapping.test(line.charAt(to - 1)) || line[to - 1] === '.')) to -= 1
  return from === to ? null : line.slice(from, to)
}
