/** Code that stands where a value could: the name of a variable, a concatenation. */
export class Expression {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

export type CodeValue = string | number | boolean | Expression | readonly CodeValue[] | Fields

/** Names and values in the order in which they are written. */
export type Fields = { readonly [name: string]: CodeValue }

/** How a language writes values. */
export interface Notation {
  readonly indent: string
  quote(text: string): string
  boolean(value: boolean): string
  key(name: string): string
  /** Between the braces of an object on one line. */
  readonly padding: string
}

/** What fits on one line of code. */
const lineLength = 80

/** Writes a value; `depth` is how far the line that it begins on is indented. */
export function writeValue(value: CodeValue, notation: Notation, depth: number): string {
  if (value instanceof Expression) return value.source
  if (typeof value === 'string') return notation.quote(value)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return notation.boolean(value)
  const isList = isListOfValues(value)
  const parts = isList
    ? value.map((part) => writeValue(part, notation, depth + 1))
    : Object.entries(value).map(
        ([name, field]) => `${notation.key(name)}: ${writeValue(field, notation, depth + 1)}`,
      )
  const [open, close] = isList ? '[]' : '{}'
  const padding = isList ? '' : notation.padding
  const line = parts.join(', ')
  if (line.length + notation.indent.length * depth <= lineLength && !line.includes('\n')) {
    return `${open}${padding}${line}${padding}${close}`
  }
  return `${open}\n${writeLines(parts, notation, depth + 1)}\n${notation.indent.repeat(depth)}${close}`
}

/** Each part on lines of its own, with a comma behind it. */
export function writeLines(parts: readonly string[], { indent }: Notation, depth: number): string {
  return parts.map((part) => `${indent.repeat(depth)}${part},`).join('\n')
}

/** `Array.isArray` narrows a readonly list to nothing useful. */
function isListOfValues(value: readonly CodeValue[] | Fields): value is readonly CodeValue[] {
  return Array.isArray(value)
}
