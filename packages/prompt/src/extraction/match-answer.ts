import type { AnswerFormat } from '@trialogue/contract'
import type { LocatedAnswer } from './located-answer.ts'
import { trimmedRange } from './trim-characters.ts'

/**
 * Finds the first or the last thing in a text that looks like an answer of this format; null when there is none.
 * Cleaning after Kojima et al. 2022, with word boundaries where their patterns match inside words.
 */
export function matchAnswer(
  text: string,
  format: AnswerFormat,
  which: 'first' | 'last',
): LocatedAnswer | null {
  const found = matchers[format](text).at(which === 'first' ? 0 : -1)
  return found === undefined || found.answer === '' ? null : found
}

const matchers: Readonly<Record<AnswerFormat, (text: string) => LocatedAnswer[]>> = {
  number: findNumbers,
  choice: findChoices,
  'yes-no': (text) => locate(text.matchAll(/\b(?:yes|no)\b/gi), ([word]) => word.toLowerCase()),
  text: findLines,
}

function locate(
  matches: Iterable<RegExpExecArray>,
  clean: (match: RegExpExecArray) => string,
): LocatedAnswer[] {
  return Array.from(matches, (match) => ({
    answer: clean(match),
    from: match.index,
    to: match.index + match[0].length,
  }))
}

/** A minus belongs to the number only where nothing stands right before it: in "10-3" it is an operation. */
const sign = String.raw`(?:(?<![\w.)])-)?`
const fraction = String.raw`\\[dt]?frac\{\d+\}\{\d+\}|(?<![\d/.])(?:\d+ )?\d+/\d+(?![\d/]|\.\d)`
const decimal = String.raw`(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?`
const numbers = new RegExp(String.raw`(?<![\w.)])-?\.\d+|${sign}(?:${fraction}|${decimal})`, 'g')

/** Thousands separators are dropped, decimals kept; a fraction is written `3/4`, also where it came in LaTeX. */
function findNumbers(text: string): LocatedAnswer[] {
  // One character for another: places stay the same.
  return locate(text.replaceAll('\u2212', '-').matchAll(numbers), ([number]) =>
    number.replaceAll(',', '').replace(/\\[dt]?frac\{(\d+)\}\{(\d+)\}/, '$1/$2'),
  )
}

/** Letters A to E that stand alone. "(b)" counts in either case; "A" before an ordinary word is the article. */
function findChoices(text: string): LocatedAnswer[] {
  const pattern =
    /\(([A-Ea-e])\)|(?<![\w'’-])(?:([B-E])|(A)(?!\s+(?!is\b|because\b|since\b|as\b|and\b|or\b)[a-z]))(?![\w'’-])/g
  return locate(text.matchAll(pattern), ([, bracketed, letter, a]) =>
    (bracketed ?? letter ?? a ?? '').toUpperCase(),
  )
}

const quotes = /["'“”‘’\s]/
const quotesAndFullStop = /["'“”‘’\s.]/

/** The lines that say anything, without surrounding quotes and the full stop. */
function findLines(text: string): LocatedAnswer[] {
  let start = 0
  return text.split('\n').flatMap((line) => {
    const { from, to } = trimmedRange(line, quotes, quotesAndFullStop)
    const found = { answer: line.slice(from, to), from: start + from, to: start + to }
    start += line.length + 1
    return line.trim() === '' ? [] : [found]
  })
}
