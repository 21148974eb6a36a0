import { largestNumber, type Operator, results } from '../problems/problem.ts'
import type { Random } from '../random.ts'
import { numberLetters, type Term, type WordProblemTemplate } from './template.ts'

export type Numbers = ReadonlyMap<string, number>

export type Equation = {
  readonly left: number
  readonly operator: Operator
  readonly right: number
  readonly result: number
}

const ATTEMPTS = 400

function drawLetter(template: WordProblemTemplate, letter: string, random: Random): number {
  const range = template.ranges.get(letter)
  if (range) return random.int(range.min, range.max)
  // Mostly small, as in real exercises; factors and divisors smaller still.
  const isFactor = template.steps.some(
    ({ operator, left, right }) =>
      (operator === '*' || operator === '/') &&
      [operator === '*' ? left : right, right].some((term) => term.kind === 'slot' && term.letter === letter),
  )
  if (isFactor) return random.int(2, random.chance(0.2) ? 20 : 10)
  return random.int(2, random.chance(0.15) ? 99 : 40)
}

/** Works out every step. Undefined when a result is not a whole number between 1 and 199. */
function solve(template: WordProblemTemplate, numbers: Numbers): Equation[] | undefined {
  const equations: Equation[] = []
  const amountOf = (term: Term): number => {
    if (term.kind === 'known') return term.value
    if (term.kind === 'slot') return numbers.get(term.letter) ?? Number.NaN
    return equations[term.step - 1]?.result ?? Number.NaN
  }
  for (const { left, operator, right } of template.steps) {
    const a = amountOf(left)
    const b = amountOf(right)
    const result = results[operator](a, b)
    if (!Number.isInteger(result) || result < 1 || result > largestNumber) return undefined
    equations.push({ left: a, operator, right: b, result })
  }
  return equations
}

function holdRelations(template: WordProblemTemplate, numbers: Numbers): boolean {
  const amountOf = (term: string) => numbers.get(term) ?? Number(term)
  return template.relations.every(({ greater, lesser }) => amountOf(greater) > amountOf(lesser))
}

/** Numbers with which the template works out. Undefined when none were found: its ranges leave too little. */
export function drawNumbers(
  template: WordProblemTemplate,
  random: Random,
): { numbers: Numbers; equations: readonly Equation[] } | undefined {
  const letters = numberLetters(template)
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const numbers = new Map(letters.map((letter) => [letter, drawLetter(template, letter, random)]))
    const equations = holdRelations(template, numbers) ? solve(template, numbers) : undefined
    if (equations) return { numbers, equations }
  }
  return undefined
}
