/**
 * Characters that would not survive in a source file, or that would show another order than they have: control
 * characters, line separators, halves of characters, marks of direction, the byte order mark.
 */
const unprintable = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu

/** A text of several lines that is no longer stays on one line, its line breaks escaped. */
const inlineLength = 40

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** For single quotes in JavaScript and TypeScript; texts of several lines become a template. */
export function quoteScript(text: string): string {
  const isTemplate = hasLines(text)
  const special = isTemplate ? /[\\`]|\$(?=\{)/g : /[\\']/g
  const quote = isTemplate ? '`' : "'"
  const escaped = text.replaceAll(special, '\\$&').replaceAll(unprintable, (character) => {
    if (isTemplate && character === '\n') return character
    return short[character] ?? `\\u{${hex(character)}}`
  })
  return quote + escaped + quote
}

/** For double quotes in Python; texts of several lines get three of them. */
export function quotePython(text: string): string {
  const isBlock = hasLines(text)
  const quote = isBlock ? '"""' : '"'
  // One alone ends no block, unless it is the last character.
  const special = isBlock ? /\\|"(?="|$)/g : /[\\"]/g
  const escaped = text.replaceAll(special, '\\$&').replaceAll(unprintable, (character) => {
    if (isBlock && character === '\n') return character
    return short[character] ?? `\\u${hex(character).padStart(4, '0')}`
  })
  return quote + escaped + quote
}

/** For single quotes in a POSIX shell, in which nothing but their own sign is special. */
export function quoteShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function hasLines(text: string): boolean {
  return text.includes('\n') && text.length > inlineLength
}

/** All of them lie below U+10000. */
function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16)
}
