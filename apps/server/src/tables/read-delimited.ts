import { AppError, datasetLimits, type ImportNotice } from '@trialogue/contract'
import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { unescapeFormula } from './escape-formula.ts'
import type { Table } from './table.ts'

/** A row with the line that it ends in. */
const parsedSchema = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) })
type Parsed = z.infer<typeof parsedSchema>

/** CSV (RFC 4180) or TSV, as a spreadsheet copies it. */
export function readDelimited(format: 'csv' | 'tsv', text: string, hasHeader: boolean): Table {
  const records = parseRecords(format, text)
  const [first] = records
  if (first === undefined) throw new AppError('INVALID_REQUEST', 'The text has no rows.')
  const width = hasHeader ? first.record.length : Math.max(...records.map(({ record }) => record.length))
  checkSize(records.length - (hasHeader ? 1 : 0), width)
  let shortRows = 0
  let unescaped = 0
  const read = (cell: string) => {
    const plain = unescapeFormula(cell)
    if (plain !== cell) unescaped += 1
    return plain
  }
  const rows = records.slice(hasHeader ? 1 : 0).map(({ record, info }) => {
    if (record.length > width) {
      throw invalid(
        `Line ${info.lines} has ${record.length} cells, but there are ${width} columns.`,
        info.lines,
      )
    }
    if (record.length < width) shortRows += 1
    return Array.from({ length: width }, (_, index) => readCell(record[index] ?? '', info.lines, read))
  })
  const notices: ImportNotice[] = []
  if (shortRows > 0) notices.push({ key: 'short-rows', values: { count: shortRows } })
  if (unescaped > 0) notices.push({ key: 'unescaped-formulas', values: { count: unescaped } })
  const names = hasHeader
    ? first.record.map((name) => unescapeFormula(name))
    : Array.from({ length: width }, (_, index) => `column ${index + 1}`)
  return { names, rows, isSynthetic: [], notices }
}

function parseRecords(format: 'csv' | 'tsv', text: string): Parsed[] {
  try {
    const records: unknown = parse(text, {
      bom: true,
      delimiter: format === 'tsv' ? '\t' : looksSemicolon(text) ? ';' : ',',
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: format === 'tsv',
      skip_empty_lines: true,
      info: true,
      max_record_size: datasetLimits.textBytes,
    })
    return parsedSchema.array().parse(records)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? error.lines : 0
    throw invalid(
      `Line ${line} cannot be read as ${format.toUpperCase()}: a quote is not closed or not doubled.`,
      line,
    )
  }
}

/** Spreadsheets of many countries write semicolons: then the first line has some and no comma. */
function looksSemicolon(text: string): boolean {
  const [line = ''] = text.split('\n', 1)
  return line.includes(';') && !line.includes(',')
}

function readCell(cell: string, line: number, read: (cell: string) => string): string {
  if (cell.length > datasetLimits.cellBytes / 4 && Buffer.byteLength(cell) > datasetLimits.cellBytes) {
    throw invalid(`A cell in line ${line} has more than 1 MB.`, line)
  }
  return read(cell)
}

/** Throws INVALID_REQUEST. */
export function checkSize(rows: number, columns: number): void {
  const { rows: mostRows, columns: mostColumns } = datasetLimits
  if (rows > mostRows) throw invalid(`There are ${rows} rows; ${mostRows} is the most.`, null)
  if (columns > mostColumns) throw invalid(`There are ${columns} columns; ${mostColumns} is the most.`, null)
}

export function invalid(message: string, line: number | null): AppError {
  return new AppError('INVALID_REQUEST', message, { details: { line } })
}
