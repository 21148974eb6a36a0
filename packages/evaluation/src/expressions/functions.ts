import { readJson } from '../answers/read-json.ts'
import { readAnswerNumber } from '../numbers/read-answer-number.ts'
import type { CompilePattern } from '../patterns/linear-pattern.ts'
import { levenshteinSimilarity } from '../similarity/levenshtein.ts'
import type { Budget } from './budget.ts'
import { ExpressionError, type Value } from './expression.ts'
import { isList, listOf, numberOf, textOf } from './value-kinds.ts'

export interface CallTools {
  readonly budget: Budget
  readonly compilePattern: CompilePattern
}

interface ExpressionFunction {
  /** How many values it takes. */
  readonly takes: readonly [least: number, most: number]
  call(values: readonly Value[], tools: CallTools): Value
}

const LONGEST_COMPARED = 2_000
const anyNumber = Number.POSITIVE_INFINITY

/** A function of texts; looking through them is paid for. */
function ofTexts(
  count: number,
  call: (texts: readonly string[], tools: CallTools) => Value,
): ExpressionFunction {
  return {
    takes: [count, count],
    call(values, tools) {
      const texts = values.map(textOf)
      for (const text of texts) tools.budget.spendOn(text)
      return call(texts, tools)
    },
  }
}

function ofNumbers(most: number, call: (...numbers: number[]) => number): ExpressionFunction {
  return {
    takes: [1, most],
    call(values, { budget }) {
      const numbers = values.flatMap((value) => (isList(value) ? value.map(numberOf) : [numberOf(value)]))
      budget.spend(numbers.length)
      return call(...numbers)
    },
  }
}

const splitBy = (text: string, by: string | RegExp, { budget }: CallTools) => {
  const parts = text.split(by)
  budget.spend(parts.length)
  return parts
}

function round(value: number, digits = 0): number {
  const scale = 10 ** Math.max(0, Math.min(12, Math.trunc(digits)))
  return Math.round(value * scale) / scale
}

const functions: ReadonlyMap<string, ExpressionFunction> = new Map<string, ExpressionFunction>([
  ['lower', ofTexts(1, ([text = '']) => text.toLowerCase())],
  ['upper', ofTexts(1, ([text = '']) => text.toUpperCase())],
  ['trim', ofTexts(1, ([text = '']) => text.trim())],
  ['startsWith', ofTexts(2, ([text = '', part = '']) => text.startsWith(part))],
  ['endsWith', ofTexts(2, ([text = '', part = '']) => text.endsWith(part))],
  [
    'words',
    ofTexts(1, ([text = ''], tools) => splitBy(text.trim(), /\s+/, tools).filter((word) => word !== '')),
  ],
  ['lines', ofTexts(1, ([text = ''], tools) => splitBy(text, '\n', tools))],
  ['split', ofTexts(2, ([text = '', by = ''], tools) => splitBy(text, by, tools))],
  [
    'count',
    ofTexts(2, ([text = '', part = ''], tools) => (part === '' ? 0 : splitBy(text, part, tools).length - 1)),
  ],
  ['isJson', ofTexts(1, ([text = '']) => readJson(text, true).isJson)],
  [
    'matches',
    ofTexts(2, ([text = '', pattern = ''], { compilePattern }) => compilePattern(pattern).test(text)),
  ],
  [
    'extract',
    ofTexts(2, ([text = '', pattern = ''], { compilePattern }) => {
      const match = compilePattern(pattern).find(text)
      return match === null ? null : (match.groups[0] ?? match.text)
    }),
  ],
  [
    'replace',
    ofTexts(3, ([text = '', part = '', by = ''], tools) => {
      if (part === '') return text
      const parts = splitBy(text, part, tools)
      tools.budget.allow(text.length + (parts.length - 1) * by.length)
      return parts.join(by)
    }),
  ],
  [
    'similarity',
    ofTexts(2, ([one = '', other = ''], { budget }) => {
      if (Math.max(one.length, other.length) > LONGEST_COMPARED)
        throw new ExpressionError(`similarity compares ${LONGEST_COMPARED} characters at most`)
      budget.spend((one.length * other.length) / 100)
      return levenshteinSimilarity(one, other)
    }),
  ],
  [
    'number',
    ofTexts(1, ([text = '']) => {
      const read = readAnswerNumber(text, { decimalSign: '.', pick: 'last', firstLineOnly: false })
      return read?.value ?? null
    }),
  ],
  ['round', ofNumbers(2, round)],
  ['floor', ofNumbers(1, Math.floor)],
  ['ceil', ofNumbers(1, Math.ceil)],
  ['abs', ofNumbers(1, Math.abs)],
  ['min', ofNumbers(anyNumber, Math.min)],
  ['max', ofNumbers(anyNumber, Math.max)],
  ['sum', ofNumbers(anyNumber, (...numbers) => numbers.reduce((sum, value) => sum + value, 0))],
  [
    'length',
    {
      takes: [1, 1],
      call: ([value = null]) => (isList(value) ? value.length : textOf(value).length),
    },
  ],
  [
    'contains',
    {
      takes: [2, 2],
      call([whole = null, part = null], { budget }) {
        if (isList(whole)) {
          budget.spend(whole.length)
          return whole.some((item) => item === part)
        }
        const text = textOf(whole)
        budget.spendOn(text)
        return text.includes(textOf(part))
      },
    },
  ],
  [
    'slice',
    {
      takes: [2, 3],
      call([whole = null, from = 0, to = null], { budget }) {
        const [begin, end] = [numberOf(from), to === null ? undefined : numberOf(to)]
        if (isList(whole)) return whole.slice(begin, end)
        budget.spendOn(textOf(whole))
        return textOf(whole).slice(begin, end)
      },
    },
  ],
  [
    'join',
    {
      takes: [2, 2],
      call([items = null, by = null], { budget }) {
        const [texts, glue] = [listOf(items).map(textOf), textOf(by)]
        budget.allow(texts.reduce((sum, text) => sum + text.length + glue.length, 0))
        return texts.join(glue)
      },
    },
  ],
  ['text', { takes: [1, 1], call: ([value = null]) => (isList(value) ? '' : String(value ?? '')) }],
])

export const functionNames: ReadonlySet<string> = new Set(functions.keys())

export function callFunction(name: string, values: readonly Value[], tools: CallTools): Value {
  const found = functions.get(name)
  if (found === undefined) throw new ExpressionError(`there is no function ${name}`)
  const [least, most] = found.takes
  if (values.length < least || values.length > most)
    throw new ExpressionError(
      `${name} takes ${least === most ? least : `${least} or more`} values, not ${values.length}`,
    )
  return found.call(values, tools)
}
