import { type Expression, ExpressionError, isScopeName } from './expression.ts'
import { functionNames } from './functions.ts'
import { readTokens, type Token } from './read-tokens.ts'

const LONGEST_SOURCE = 4_000
/** Brackets within brackets. */
const DEEPEST = 60
/** A chain of operators nests as deep as it is long. */
const MOST_OPERATORS = 500

/** The operators from the weakest to the strongest, and the other ways to write some of them. */
const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
]
const synonyms: ReadonlyMap<string, string> = new Map([
  ['&&', 'and'],
  ['||', 'or'],
])
const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** Reads an expression. Throws `ExpressionError` for what is none; every name and function in it is known. */
export function parseExpression(source: string): Expression {
  if (source.length > LONGEST_SOURCE)
    throw new ExpressionError(`the expression is longer than ${LONGEST_SOURCE} characters`)
  const parser = new Parser(readTokens(source))
  return parser.parseAll()
}

class Parser {
  readonly #tokens: readonly Token[]
  #place = 0
  #depth = 0
  #operators = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  parseAll(): Expression {
    const expression = this.#parseChoice()
    if (this.#next().kind !== 'end') throw this.#unexpected()
    return expression
  }

  #parseChoice(): Expression {
    this.#depth += 1
    if (this.#depth > DEEPEST) throw new ExpressionError(`more than ${DEEPEST} levels of brackets`)
    const condition = this.#parseLevel(0)
    const expression = this.#accept('?') ? this.#parseBranches(condition) : condition
    this.#depth -= 1
    return expression
  }

  #parseBranches(condition: Expression): Expression {
    const yes = this.#parseChoice()
    this.#expect(':')
    return { kind: 'choose', condition, yes, no: this.#parseChoice() }
  }

  #parseLevel(level: number): Expression {
    const operators = levels[level]
    if (operators === undefined) return this.#parseUnary()
    let left = this.#parseLevel(level + 1)
    for (;;) {
      const { kind, text } = this.#next()
      const operator = synonyms.get(text) ?? text
      if (kind === 'text' || !operators.includes(operator)) return left
      this.#place += 1
      this.#operators += 1
      if (this.#operators > MOST_OPERATORS) throw new ExpressionError(`more than ${MOST_OPERATORS} operators`)
      left = { kind: 'binary', operator, left, right: this.#parseLevel(level + 1) }
    }
  }

  #parseUnary(): Expression {
    const operator = this.#accept('-') ? '-' : this.#accept('!') || this.#accept('not') ? 'not' : null
    if (operator === null) return this.#parsePlaces()
    this.#depth += 1
    if (this.#depth > DEEPEST) throw new ExpressionError(`more than ${DEEPEST} signs in a row`)
    const operand = this.#parseUnary()
    this.#depth -= 1
    return { kind: 'unary', operator, operand }
  }

  #parsePlaces(): Expression {
    let list = this.#parseAtom()
    while (this.#accept('[')) {
      list = { kind: 'at', list, place: this.#parseChoice() }
      this.#expect(']')
    }
    return list
  }

  #parseAtom(): Expression {
    const token = this.#next()
    this.#place += 1
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text) }
    if (token.kind === 'text') return { kind: 'literal', value: token.text }
    if (token.kind === 'name') return this.#parseName(token.text)
    if (token.text === '[') return { kind: 'list', items: this.#parseUntil(']') }
    if (token.text === '(' && token.kind === 'sign') {
      const inside = this.#parseChoice()
      this.#expect(')')
      return inside
    }
    this.#place -= 1
    throw this.#unexpected()
  }

  #parseName(name: string): Expression {
    const constant = constants.get(name)
    if (constant !== undefined) return { kind: 'literal', value: constant }
    if (name === 'vars') return this.#parseVariable()
    if (this.#accept('(')) {
      if (!functionNames.has(name)) throw new ExpressionError(`there is no function ${name}`)
      return { kind: 'call', name, parts: this.#parseUntil(')') }
    }
    if (!isScopeName(name)) throw new ExpressionError(`nothing is called ${name}`)
    return { kind: 'name', name }
  }

  #parseVariable(): Expression {
    if (this.#accept('.')) {
      const { kind, text } = this.#next()
      if (kind !== 'name') throw this.#unexpected()
      this.#place += 1
      return { kind: 'variable', name: text }
    }
    this.#expect('[')
    const { kind, text } = this.#next()
    if (kind !== 'text') throw this.#unexpected()
    this.#place += 1
    this.#expect(']')
    return { kind: 'variable', name: text }
  }

  #parseUntil(end: string): Expression[] {
    const items: Expression[] = []
    if (this.#accept(end)) return items
    do items.push(this.#parseChoice())
    while (this.#accept(','))
    this.#expect(end)
    return items
  }

  #next(): Token {
    return this.#tokens[this.#place] ?? { kind: 'end', text: '', at: 0 }
  }

  #accept(text: string): boolean {
    const token = this.#next()
    const isThere = token.kind !== 'text' && token.kind !== 'end' && token.text === text
    if (isThere) this.#place += 1
    return isThere
  }

  #expect(text: string): void {
    if (!this.#accept(text)) throw new ExpressionError(`"${text}" is missing at ${this.#next().at + 1}`)
  }

  #unexpected(): ExpressionError {
    const { kind, text, at } = this.#next()
    return new ExpressionError(
      kind === 'end' ? 'the expression breaks off' : `"${text}" at ${at + 1} is unexpected`,
    )
  }
}
