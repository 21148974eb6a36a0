/** More words than that are looked for as one phrase: each costs a search of its own, and a pasted sentence is one. */
const maxTerms = 8

/**
 * What is looked for, each term on its own: words between blanks, and phrases in quotation marks. A quotation mark that
 * has no second one is a character like any other.
 */
export function readSearchTerms(query: string): string[] {
  // SQLite reads a text up to its first NUL; half a character would be none at all.
  const clean = query.replaceAll('\0', ' ').toWellFormed()
  const terms = Array.from(clean.matchAll(/"([^"]*)"|\S+/g), ([word, phrase]) => toTerm(phrase ?? word))
  const wanted = [...new Set(terms)].filter((term) => term !== '')
  return wanted.length > maxTerms ? [toTerm(clean)] : wanted
}

function toTerm(text: string): string {
  return text.replaceAll(/\s/g, ' ').trim()
}
