/**
 * What a spreadsheet takes for a formula when a cell begins with it (OWASP ASVS 5.0, 1.2.10). Cells that begin so behind
 * quotes are marked as well, so that taking one quote off always gives back what was there.
 */
const formulaStart = /^'*[=+\-@\t\r\0]/

export function escapeFormula(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text
}

/** The other way round; a text that was not escaped stays. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && formulaStart.test(text) ? text.slice(1) : text
}
