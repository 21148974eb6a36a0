import { trimCharacters } from './trim-characters.ts'

/** A question that a model listed, and where it ends in the text. */
interface ListedQuestion {
  readonly question: string
  readonly end: number
}

/** More are left out: a small model lists for ever. */
const maxSubquestions = 8
/** In characters; a small model finds no end of one, either. */
const maxLength = 300

/** `1.`, `(2)`, `3:`, `4、`, "Question 5:"; the dashes of a list stand only at the beginning of a line. */
const number = String.raw`\(?\d{1,2}[.):、](?!\d)|(?:sub-?)?(?:question|problem|step|part)s?(?:\s*\d+)?\s*[:.]`
const numberAnywhere = new RegExp(String.raw`(?:^|\s)(?:${number})\s*`, 'gi')
const labelAtStart = new RegExp(String.raw`^\s*(?:\*\*|["“])?(?:${number}|[-*•–](?=\s))\s*`, 'i')

/** Where a question begins behind a statement: "Amy climbs for 4 minutes. How long is a trip?" */
const questionBegin =
  /[.!:;]\s+(?=(?:how|what|which|who|whose|when|where|why|is|are|was|were|do|does|did|can|could|will|would|should|if|on|in|at|after)\b)/gi

const aroundStart = /[\s"'“”‘’*_(,;]/
const aroundEnd = /[\s"'“”‘’*_)]/

/**
 * The subquestions that a model listed (least-to-most, Zhou et al. 2022, arXiv 2205.10625), in order, each once:
 * numbered, with dashes, in quotes, or one behind the other. Without a question mark, what stands in a list counts.
 * `end` is where the last one ends: what a model wrote behind its list belongs to no question.
 */
export function listSubquestions(text: string): {
  readonly questions: readonly string[]
  readonly end: number
} {
  const asked = listAsked(text)
  const kept = distinct(asked.length > 0 ? asked : listItems(text)).slice(0, maxSubquestions)
  return { questions: kept.map(({ question }) => question), end: kept.at(-1)?.end ?? text.length }
}

/** Whether two questions ask the same, by their letters and digits. */
export function isSameQuestion(one: string, other: string): boolean {
  return lettersOf(one) === lettersOf(other)
}

/** Everything that ends with a question mark, within its line. */
function listAsked(text: string): ListedQuestion[] {
  let end = 0
  return text.split(/(?<=[?？\n])/).flatMap((part) => {
    end += part.length
    return /[?？]$/.test(part) ? [{ question: cleanQuestion(part), end }] : []
  })
}

function cleanQuestion(part: string): string {
  const item = part.replace(labelAtStart, '')
  const behindLabel = trimCharacters(item.slice(endOfLast(item, numberAnywhere)), aroundStart, aroundEnd)
  const quotes = Array.from(behindLabel.matchAll(/["“”]/g), ({ index }) => index)
  // One quote that is never closed opens the question: the closing one stands behind the question mark.
  const isQuoted = quotes.length % 2 === 1
  const quoted = isQuoted ? behindLabel.slice((quotes.at(-1) ?? 0) + 1) : behindLabel
  return trimCharacters(quoted.slice(endOfLast(quoted, questionBegin)), aroundStart, aroundEnd)
}

function listItems(text: string): ListedQuestion[] {
  let end = -1
  return text.split('\n').flatMap((line) => {
    end += line.length + 1
    if (!labelAtStart.test(line)) return []
    return [{ question: trimCharacters(line.replace(labelAtStart, ''), aroundStart, aroundEnd), end }]
  })
}

function distinct(questions: readonly ListedQuestion[]): ListedQuestion[] {
  const known = new Set([''])
  return questions.filter(({ question }) => {
    const letters = lettersOf(question)
    const isNew = !known.has(letters)
    known.add(letters)
    return isNew && question.length <= maxLength
  })
}

function endOfLast(text: string, pattern: RegExp): number {
  const last = Array.from(text.matchAll(pattern)).at(-1)
  return last === undefined ? 0 : last.index + last[0].length
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')
}
