import { datasetLimits, type ImportNotice } from '@trialogue/contract'
import { checkSize, invalid } from './read-delimited.ts'
import type { Table } from './table.ts'

/** JSON Lines: one object on each line. Columns come in the order in which their names first appear. */
export function readJsonLines(text: string): Table {
  const places = new Map<string, number>()
  const rows: string[][] = []
  let notText = 0
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (raw.trim() === '') continue
    const cells: string[] = []
    for (const [name, value] of readObject(raw, index + 1)) {
      const place = places.get(name) ?? places.size
      places.set(name, place)
      while (cells.length < place) cells.push('')
      if (typeof value !== 'string' && value !== null) notText += 1
      cells[place] = writeCell(value, index + 1)
    }
    rows.push(cells)
    checkSize(rows.length, places.size)
  }
  const names = [...places.keys()]
  if (names.length === 0) throw invalid('The text has no rows.', null)
  const notices: ImportNotice[] = notText === 0 ? [] : [{ key: 'not-text', values: { count: notText } }]
  return {
    names,
    rows: rows.map((cells) => names.map((_, place) => cells[place] ?? '')),
    isSynthetic: [],
    notices,
  }
}

/** Pairs, not an object: `__proto__` is a name like any other. */
function readObject(line: string, number: number): [string, unknown][] {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw invalid(`Line ${number} is not JSON.`, number)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value)
  throw invalid(`Line ${number} is not an object: each line is one, as {"question": "…"}.`, number)
}

function writeCell(value: unknown, line: number): string {
  const cell = value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  if (Buffer.byteLength(cell) > datasetLimits.cellBytes) {
    throw invalid(`A cell in line ${line} has more than 1 MB.`, line)
  }
  return cell
}
