import { expandList } from '../grammar.ts'
import { arithmeticGrammar } from '../phrasing/arithmetic.ts'
import type { Random } from '../random.ts'
import { calculate, type Operator, type Problem, signatureOf } from './problem.ts'

/** "What is 23 + 14?": one operation without a story. */
export function arithmeticProblem(random: Random): Problem {
  const operator: Operator = random.weighted([
    [4, '+'],
    [4, '-'],
    [2, '*'],
    [1, '/'],
  ] as const)
  const [a, b] = drawOperands(random, operator)
  const { text, result } = calculate(a, operator, b)
  const list = { '+': 'sum', '-': 'difference', '*': 'product', '/': 'quotient' }[operator]
  const question = expandList(random.chance(0.6) ? 'plain' : list, {
    random,
    grammar: arithmeticGrammar,
    values: { a, b, operator, expression: `${a} ${operator} ${b}` },
  })
  return {
    question,
    steps: [text],
    answer: result,
    stepCount: 1,
    signature: signatureOf([text]),
    voice: 'grammar',
  }
}

function drawOperands(random: Random, operator: Operator): readonly [number, number] {
  const largest = random.pick([12, 20, 30, 40, 60, 99])
  const a = random.int(2, largest)
  const b = random.int(2, largest)
  if (operator === '-') return a >= b ? [a, b] : [b, a]
  if (operator === '+') return [a, b]
  const k = random.int(2, 12)
  const m = random.int(2, 12)
  return operator === '*' ? [k, m] : [k * m, m]
}
