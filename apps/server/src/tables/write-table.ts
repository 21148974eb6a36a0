import type { TableFormat } from '@trialogue/contract'
import { escapeFormula } from './escape-formula.ts'

export const mediaTypes: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  tsv: 'text/tab-separated-values; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
}

/** Rows under names as text. JSON Lines hold every text as it is; the others mark what a spreadsheet would compute. */
export function writeTable(
  format: TableFormat,
  names: readonly string[],
  rows: Iterable<readonly string[]>,
): string {
  const lines: string[] = []
  if (format === 'jsonl') for (const row of rows) lines.push(writeObject(names, row))
  else {
    const separator = format === 'csv' ? ',' : '\t'
    const write = (cells: readonly string[]) =>
      cells.map((cell) => quote(escapeFormula(cell), separator)).join(separator)
    lines.push(write(names))
    for (const row of rows) lines.push(write(row))
  }
  const end = format === 'jsonl' ? '\n' : '\r\n'
  return lines.map((line) => line + end).join('')
}

/** By hand: in an object, `__proto__` would be no name. */
function writeObject(names: readonly string[], row: readonly string[]): string {
  const fields = names.map((name, place) => `${JSON.stringify(name)}:${JSON.stringify(row[place] ?? '')}`)
  return `{${fields.join(',')}}`
}

/** RFC 4180. An empty cell is quoted, so that a row of nothing but it is no empty line. */
function quote(cell: string, separator: string): string {
  const isPlain =
    cell !== '' && !/["\r\n\uFEFF]/.test(cell) && !cell.includes(separator) && cell === cell.trim()
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`
}
