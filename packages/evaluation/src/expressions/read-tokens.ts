import { ExpressionError } from './expression.ts'

export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end'
  /** A text without its quotes, its escapes resolved. */
  readonly text: string
  /** Where it begins, from 0. */
  readonly at: number
}

const space = /\s+/y
const number = /\d+(?:\.\d+)?/y
const name = /[A-Za-z_]\w*/y
const sign = /==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()[\]]/y
const text = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/sy

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
])

/** The parts of an expression, the last of them its end. */
export function readTokens(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(source)?.[0] ?? null
  }
  while (at < source.length) {
    const blank = take(space)
    if (blank !== null) {
      at += blank.length
      continue
    }
    const token = readToken(take, at)
    if (token === null) throw new ExpressionError(`"${source.charAt(at)}" at ${at + 1} means nothing here`)
    tokens.push(token.token)
    at += token.length
  }
  tokens.push({ kind: 'end', text: '', at })
  return tokens
}

function readToken(take: (pattern: RegExp) => string | null, at: number) {
  const kinds = [
    ['number', number],
    ['name', name],
    ['text', text],
    ['sign', sign],
  ] as const
  for (const [kind, pattern] of kinds) {
    const found = take(pattern)
    if (found === null) continue
    const plain = kind === 'text' ? resolveEscapes(found.slice(1, -1)) : found
    return { token: { kind, text: plain, at }, length: found.length }
  }
  return null
}

function resolveEscapes(quoted: string): string {
  return quoted.replaceAll(/\\(.)/gs, (_, sign: string) => escapes.get(sign) ?? sign)
}
