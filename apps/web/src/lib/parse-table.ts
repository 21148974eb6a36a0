/**
 * Cells with a separator between them (a tab, as spreadsheets put on the clipboard, or a comma), rows by line breaks; a
 * cell that holds a separator, a quote or a line break is quoted, its quotes doubled (RFC 4180). Linear time.
 */
export function parseTable(source: string, separator = '\t'): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let position = 0
  const text = source.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  while (position < text.length) {
    const cell =
      text[position] === '"' ? readQuoted(text, position, separator) : readPlain(text, position, separator)
    row.push(cell.value)
    position = cell.end
    if (text[position] === separator) {
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

/**
 * A paste as a table, null when it is just text: cells by tabs, or by commas when every line has as many and they are no
 * commas of a sentence. A single cell of a spreadsheet counts when it had to be quoted.
 */
export function readPastedTable(text: string): string[][] | null {
  const rows = parseTable(text)
  if (text.includes('\t')) return rows
  const [first] = rows[0] ?? []
  if (rows.length === 1 && first !== undefined && first.includes('\n') && text.startsWith('"')) return rows
  const commaRows = parseTable(text, ',')
  const width = commaRows[0]?.length ?? 0
  const isEven = commaRows.length > 1 && width > 1 && commaRows.every((cells) => cells.length === width)
  const isSentence = commaRows.some((cells) => cells.some((cell, index) => index > 0 && /^\s/.test(cell)))
  return isEven && !isSentence ? commaRows : null
}

function readPlain(text: string, start: number, separator: string): { value: string; end: number } {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n') end += 1
  return { value: text.slice(start, end), end }
}

function readQuoted(text: string, start: number, separator: string): { value: string; end: number } {
  let value = ''
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote === -1) return readPlain(text, start, separator)
    value += text.slice(from, quote)
    if (text[quote + 1] === '"') {
      value += '"'
      from = quote + 2
      continue
    }
    const next = text[quote + 1]
    const isClosed = next === undefined || next === separator || next === '\n'
    return isClosed ? { value, end: quote + 1 } : readPlain(text, start, separator)
  }
}
