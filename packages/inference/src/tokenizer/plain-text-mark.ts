/**
 * Stands between the letters of a special token that is meant as text. A noncharacter, which Unicode keeps out of texts
 * that are exchanged: https://www.unicode.org/faq/private_use.html#nonchar1
 */
export const plainTextMark = '\u{FDD0}'

/**
 * Marks spelled-out special tokens in a text that comes from people or data, so that whoever writes `<|end|>` into a
 * message cannot end the turn: the mark keeps the tokenizer from seeing the token, and is taken out after that.
 */
export function createPlainTextMarker(specialTokens: readonly string[]): (text: string) => string {
  // The longest first, as the tokenizer would choose.
  const alternatives = specialTokens
    .filter((token) => token !== '')
    .sort((a, b) => b.length - a.length)
    .map((token) => token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (alternatives.length === 0) return (text) => text
  const pattern = new RegExp(alternatives.join('|'), 'gu')
  return (text) =>
    text.replace(pattern, (token) => Array.from(token, (letter) => letter + plainTextMark).join(''))
}

export function withoutPlainTextMarks(text: string): string {
  return text.replaceAll(plainTextMark, '')
}
