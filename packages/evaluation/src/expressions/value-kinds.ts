import { ExpressionError, type Value } from './expression.ts'

const kindOf = (value: Value) =>
  value === null ? 'nothing' : Array.isArray(value) ? 'a list' : `a ${typeof value}`

export function textOf(value: Value): string {
  if (typeof value !== 'string') throw new ExpressionError(`a text is needed, not ${kindOf(value)}`)
  return value
}

export function numberOf(value: Value): number {
  if (typeof value !== 'number') throw new ExpressionError(`a number is needed, not ${kindOf(value)}`)
  return value
}

export function truthOf(value: Value): boolean {
  if (typeof value !== 'boolean') throw new ExpressionError(`true or false is needed, not ${kindOf(value)}`)
  return value
}

export function listOf(value: Value): readonly Value[] {
  if (!isList(value)) throw new ExpressionError(`a list is needed, not ${kindOf(value)}`)
  return value
}

/** Narrows where Array.isArray does not: the lists here are read-only. */
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value)
