import type { Expression } from './expression.ts'

/** The names that an expression mentions, so that they can be provided before it is evaluated. */
export function namesUsed(expression: Expression): ReadonlySet<string> {
  return new Set(list(expression))
}

function list(expression: Expression): string[] {
  switch (expression.kind) {
    case 'literal':
    case 'variable':
      return []
    case 'name':
      return [expression.name]
    case 'list':
      return expression.items.flatMap(list)
    case 'unary':
      return list(expression.operand)
    case 'binary':
      return [...list(expression.left), ...list(expression.right)]
    case 'call':
      return expression.parts.flatMap(list)
    case 'at':
      return [...list(expression.list), ...list(expression.place)]
    case 'choose':
      return [expression.condition, expression.yes, expression.no].flatMap(list)
    default:
      return expression satisfies never
  }
}
