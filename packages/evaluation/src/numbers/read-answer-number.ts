import { type DecimalSign, plainNotation, type ReadNumber, readNumbers } from './read-numbers.ts'

export interface ReadingRule {
  readonly decimalSign: DecimalSign
  /** Where nothing marks the answer: the last number (after reasoning), or the first (a base model goes on). */
  readonly pick: 'first' | 'last'
  /** Nothing below the first line counts. */
  readonly firstLineOnly: boolean
}

/** "The answer is", "Answer:", GSM8K's `####`, and 答案是. */
const marker = /\banswer(?: \([^()\n]{0,40}\))?\s{0,3}(?:is\b:?|[:=])|#{4}|答案(?:是|为|：|:)/gi
const boxBegin = '\\boxed{'

/**
 * The number that a text gives as its answer: the first behind its last marker, or inside its last `\boxed{}`; without
 * one, the first or last of all. Null when there is no such number.
 */
export function readAnswerNumber(text: string, rule: ReadingRule): ReadNumber | null {
  const scope = rule.firstLineOnly ? (text.trim().split('\n')[0] ?? '') : text
  const boxFrom = scope.lastIndexOf(boxBegin)
  const marked = Array.from(scope.matchAll(marker)).at(-1)
  if (boxFrom !== -1 && boxFrom > (marked?.index ?? -1)) return firstIn(readBox(scope, boxFrom), rule)
  if (marked !== undefined) return firstIn(scope.slice(marked.index + marked[0].length), rule)
  const numbers = readNumbers(plainNotation(scope), rule.decimalSign)
  return numbers.at(rule.pick === 'first' ? 0 : -1) ?? null
}

function firstIn(text: string, { decimalSign }: ReadingRule): ReadNumber | null {
  return readNumbers(plainNotation(text), decimalSign)[0] ?? null
}

/** Up to the brace that closes the box, or to the end where the completion broke off. */
function readBox(text: string, from: number): string {
  let depth = 0
  for (let at = from + boxBegin.length - 1; at < text.length; at++) {
    if (text[at] === '{') depth += 1
    if (text[at] === '}') depth -= 1
    if (depth === 0) return text.slice(from + boxBegin.length, at)
  }
  return text.slice(from + boxBegin.length)
}
