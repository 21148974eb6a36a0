import type { CompilePattern } from '../patterns/linear-pattern.ts'
import { Budget } from './budget.ts'
import { type Expression, ExpressionError, type ScopeName, type Value } from './expression.ts'
import { type CallTools, callFunction } from './functions.ts'
import { isList, listOf, numberOf, textOf, truthOf } from './value-kinds.ts'

export interface Scope {
  readonly names: Readonly<Record<ScopeName, Value>>
  readonly variables: ReadonlyMap<string, string>
  readonly compilePattern: CompilePattern
}

/** What an expression comes to. Throws `ExpressionError`, also when it takes too long. */
export function evaluateExpression(expression: Expression, scope: Scope): Value {
  const tools = { budget: new Budget(), compilePattern: scope.compilePattern }
  return evaluate(expression, scope, tools)
}

function evaluate(expression: Expression, scope: Scope, tools: CallTools): Value {
  tools.budget.spend(1)
  const come = (part: Expression) => evaluate(part, scope, tools)
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'name':
      return lookUp(expression.name, scope)
    case 'variable': {
      const value = scope.variables.get(expression.name)
      if (value === undefined) throw new ExpressionError(`the case has no variable ${expression.name}`)
      return value
    }
    case 'list':
      return expression.items.map(come)
    case 'unary': {
      const value = come(expression.operand)
      return expression.operator === '-' ? -numberOf(value) : !truthOf(value)
    }
    case 'binary':
      return combine(expression, come, tools.budget)
    case 'call':
      return callFunction(expression.name, expression.parts.map(come), tools)
    case 'at':
      return pick(come(expression.list), numberOf(come(expression.place)))
    case 'choose':
      return come(truthOf(come(expression.condition)) ? expression.yes : expression.no)
    default:
      return expression satisfies never
  }
}

function lookUp(name: string, { names }: Scope): Value {
  const found = new Map<string, Value>(Object.entries(names)).get(name)
  if (found === undefined) throw new ExpressionError(`nothing is called ${name}`)
  return found
}

/** Counted from 0, from the end when negative; null beyond the ends. */
function pick(list: Value, place: number): Value {
  return isList(list) ? (listOf(list).at(place) ?? null) : (textOf(list).at(place) ?? null)
}

function combine(
  { operator, left, right }: Expression & { kind: 'binary' },
  come: (part: Expression) => Value,
  budget: Budget,
): Value {
  const one = come(left)
  // The right side counts only where the left one leaves it open.
  if (operator === 'and') return truthOf(one) && truthOf(come(right))
  if (operator === 'or') return truthOf(one) || truthOf(come(right))
  const other = come(right)
  if (operator === '==') return isSame(one, other, budget)
  if (operator === '!=') return !isSame(one, other, budget)
  if (operator === '+' && typeof one === 'string') {
    const end = textOf(other)
    budget.allow(one.length + end.length)
    return one + end
  }
  if (typeof one === 'string' && typeof other === 'string') return compare(operator, one < other, one > other)
  const [a, b] = [numberOf(one), numberOf(other)]
  return calculate(operator, a, b) ?? compare(operator, a < b, a > b)
}

function isSame(one: Value, other: Value, budget: Budget): boolean {
  budget.spend(1)
  if (!isList(one) || !isList(other)) return one === other
  return one.length === other.length && one.every((item, index) => isSame(item, other[index] ?? null, budget))
}

function calculate(operator: string, a: number, b: number): number | null {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '%':
      return a % b
    default:
      return null
  }
}

function compare(operator: string, isLess: boolean, isGreater: boolean): boolean {
  switch (operator) {
    case '<':
      return isLess
    case '<=':
      return !isGreater
    case '>':
      return isGreater
    case '>=':
      return !isLess
    default:
      throw new ExpressionError(`texts cannot be combined with ${operator}`)
  }
}
