import { type Block, blocksOf } from '../authored/read-file.ts'
import type { Operator } from '../problems/problem.ts'
import {
  type NumberRange,
  numberLetters,
  type Relation,
  type TemplateStep,
  type Term,
  type WordProblemTemplate,
} from './template.ts'

/** What is wrong with an author's file, with the place: "ada.txt:12: …". */
export class TemplateError extends Error {
  constructor(author: string, line: number, problem: string) {
    super(`${author}.txt:${line}: ${problem}`)
    this.name = 'TemplateError'
  }
}

const TERM = /^(?:\{?([a-z])\}?|#(\d)|(\d+))$/

function parseTerm(text: string): Term {
  const [, letter, step, value] = TERM.exec(text) ?? []
  if (letter !== undefined) return { kind: 'slot', letter }
  if (step !== undefined) return { kind: 'result', step: Number(step) }
  if (value !== undefined) return { kind: 'known', value: Number(value) }
  throw new Error(`"${text}" is no number letter, no whole number and no #step`)
}

const STEP = /^=\s*(?:(.*?)\s*:\s+)?(\S+)\s+([-+*/])\s+(\S+)$/

function parseStep(line: string): TemplateStep {
  const [, lead = '', left = '', operator = '', right = ''] = STEP.exec(line) ?? []
  if (operator === '')
    throw new Error(`"${line}" is no step: write "= a + b" or "= Words that lead in : a + b"`)
  return { lead, left: parseTerm(left), operator: operator as Operator, right: parseTerm(right) }
}

function parseConditions(line: string): { ranges: Map<string, NumberRange>; relations: Relation[] } {
  const ranges = new Map<string, NumberRange>()
  const relations: Relation[] = []
  for (const condition of line
    .replace(/^where\s+/, '')
    .split(/\s*[;,]\s*/)
    .filter((part) => part !== '')) {
    const [, letter, min, max] = /^([a-z])\s+(\d+)\s*\.\.\s*(\d+)$/.exec(condition) ?? []
    const [, left = '', sign, right = ''] = /^([a-z]|\d+)\s*([<>])\s*([a-z]|\d+)$/.exec(condition) ?? []
    if (letter) ranges.set(letter, { min: Number(min), max: Number(max) })
    else if (sign)
      relations.push({ greater: sign === '>' ? left : right, lesser: sign === '>' ? right : left })
    else throw new Error(`"${condition}" is no condition: write "a 2..9" or "a > b"`)
  }
  return { ranges, relations }
}

/** Throws when a step uses what is not there, or when a result is never used. */
function checkSteps(template: WordProblemTemplate): void {
  const letters = numberLetters(template)
  const used = new Set<number>()
  template.steps.forEach(({ left, right }, index) => {
    for (const term of [left, right]) {
      if (term.kind === 'slot' && !letters.includes(term.letter))
        throw new Error(`step ${index + 1} uses ${term.letter}, which the text does not state`)
      if (term.kind === 'result' && (term.step < 1 || term.step > index))
        throw new Error(`step ${index + 1} uses #${term.step}, which is not an earlier step`)
      if (term.kind === 'result') used.add(term.step)
    }
  })
  template.steps.slice(0, -1).forEach((_, index) => {
    if (!used.has(index + 1)) throw new Error(`the result of step ${index + 1} is never used`)
  })
  const digits = template.text.replace(/\{\w+\}/g, '').match(/\d+/)
  if (digits) throw new Error(`the text holds the digits "${digits[0]}": write a slot or a word`)
}

function parseBlock(author: string, block: Block): WordProblemTemplate {
  const [text = '', ...rest] = block.lines
  const conditions = rest.filter((line) => line.startsWith('where'))
  const steps = rest.filter((line) => !line.startsWith('where')).map(parseStep)
  if (steps.length === 0) throw new Error('it has no steps')
  if (steps.length > 5) throw new Error('it has more than five steps')
  const template: WordProblemTemplate = {
    author,
    line: block.line,
    text,
    steps,
    ...parseConditions(conditions.map((line) => line.replace(/^where\s+/, '')).join('; ')),
  }
  checkSteps(template)
  return template
}

/** Reads an author's file. Faulty blocks are handed to `onError`; without it the first one is thrown. */
export function parseTemplates(
  author: string,
  text: string,
  onError: (error: TemplateError) => void = (error) => {
    throw error
  },
): WordProblemTemplate[] {
  return blocksOf(text).flatMap((block) => {
    try {
      return [parseBlock(author, block)]
    } catch (error) {
      onError(new TemplateError(author, block.line, error instanceof Error ? error.message : String(error)))
      return []
    }
  })
}
