/**
 * Cells copied from a spreadsheet: tab-separated, rows by line breaks; a cell that holds a tab, a quote or a line break
 * is quoted, its quotes doubled (what Excel, LibreOffice and Google Sheets put on the clipboard). Linear time.
 */
export function parseTable(clipboard: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let position = 0
  const text = clipboard.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  while (position < text.length) {
    const cell = text[position] === '"' ? readQuoted(text, position) : readPlain(text, position)
    row.push(cell.value)
    position = cell.end
    if (text[position] === '\t') {
      position += 1
      if (position === text.length) row.push('')
      continue
    }
    rows.push(row)
    row = []
    position += 1
  }
  if (row.length > 0) rows.push(row)
  return rows
}

/** True when a paste is a table and not just text: more than one cell. */
export function isTable(rows: readonly (readonly string[])[]): boolean {
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1
}

function readPlain(text: string, start: number): { value: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== '\t' && text[end] !== '\n') end += 1
  return { value: text.slice(start, end), end }
}

function readQuoted(text: string, start: number): { value: string; end: number } {
  let value = ''
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) return readPlain(text, start)
    value += text.slice(from, quote)
    if (text[quote + 1] === '"') {
      value += '"'
      from = quote + 2
      continue
    }
    const next = text[quote + 1]
    const isClosed = next === undefined || next === '\t' || next === '\n'
    return isClosed ? { value, end: quote + 1 } : readPlain(text, start)
  }
}
