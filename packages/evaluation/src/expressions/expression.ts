/** Everything an expression can handle: nothing that has methods of its own is reachable from it. */
export type Value = string | number | boolean | null | readonly Value[]

/** What is wrong with an expression, or with what it was applied to; in words for whoever wrote it. */
export class ExpressionError extends Error {}

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'unary'; readonly operator: '-' | 'not'; readonly operand: Expression }
  | {
      readonly kind: 'binary'
      readonly operator: string
      readonly left: Expression
      readonly right: Expression
    }
  | { readonly kind: 'call'; readonly name: string; readonly parts: readonly Expression[] }
  | { readonly kind: 'at'; readonly list: Expression; readonly place: Expression }
  | {
      readonly kind: 'choose'
      readonly condition: Expression
      readonly yes: Expression
      readonly no: Expression
    }

/** The names that stand for something; `vars.x` and `vars["x"]` are the variables of the case. */
const scopeNames = ['output', 'reference', 'question', 'other', 'latencyMs', 'tokens'] as const
export type ScopeName = (typeof scopeNames)[number]

export const isScopeName = (name: string): name is ScopeName => scopeNames.some((known) => known === name)
