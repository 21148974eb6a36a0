import { AppError, datasetLimits, type ImportNotice, type TableFormat } from '@trialogue/contract'
import { readDelimited } from './read-delimited.ts'
import { readJsonLines } from './read-json-lines.ts'
import { syntheticColumn, type Table } from './table.ts'

/** Text of a table, as it came. */
export interface TableText {
  readonly format: TableFormat
  readonly text: string
  readonly hasHeader: boolean
}

const trueTexts = new Set(['true', '1', 'yes'])

/** Throws INVALID_REQUEST with the line for what cannot be read or is over a limit, PAYLOAD_TOO_LARGE for a long text. */
export function readTable({ format, text, hasHeader }: TableText): Table {
  if (Buffer.byteLength(text) > datasetLimits.textBytes) {
    throw new AppError('PAYLOAD_TOO_LARGE', 'A table may have up to 20 MB. Split it.', {
      details: { limit: datasetLimits.textBytes },
    })
  }
  const table = format === 'jsonl' ? readJsonLines(text) : readDelimited(format, text, hasHeader)
  const notices = [...table.notices]
  const named = { ...table, names: nameOnce(table.names, notices), notices }
  return takeSynthetic(named)
}

/** Gives every column a name of its own. */
function nameOnce(names: readonly string[], notices: ImportNotice[]): string[] {
  const taken = new Set<string>()
  return names.map((given, index) => {
    const name = given.trim().slice(0, 200) || `column ${index + 1}`
    let unique = name
    for (let count = 2; taken.has(unique); count++) unique = `${name.slice(0, 190)} (${count})`
    taken.add(unique)
    if (unique !== given)
      notices.push({ key: 'renamed-column', values: { from: given.slice(0, 200), to: unique } })
    return unique
  })
}

/** The mark of synthetic rows is no column of the data set. */
function takeSynthetic(table: Table): Table {
  const place = table.names.indexOf(syntheticColumn)
  if (place === -1 || table.names.length === 1) return table
  const without = (cells: readonly string[]) => cells.filter((_, index) => index !== place)
  return {
    ...table,
    names: without(table.names),
    rows: table.rows.map(without),
    isSynthetic: table.rows.map((cells) => trueTexts.has((cells[place] ?? '').toLowerCase())),
  }
}
