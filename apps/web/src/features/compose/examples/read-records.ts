import { parseTable } from '../../../lib/parse-table.ts'

/** Rows of a file; `headers` are names that belong to it (JSON) or its first row, which may be one (CSV). */
export type Records = {
  readonly format: 'csv' | 'jsonl'
  readonly headers: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Why a file has no rows: it is empty, or a line (counted from 1) is no JSON object. */
export type RecordsProblem =
  | { readonly problem: 'empty' }
  | { readonly problem: 'json'; readonly line: number }

/** Reads CSV (comma, semicolon or tab, told by its first line), JSON Lines, or a JSON array of objects. */
export function readRecords(text: string): Records | RecordsProblem {
  const start = text.trimStart()
  if (start === '') return { problem: 'empty' }
  if (start.startsWith('{') || start.startsWith('[')) return readJson(start)
  const [headers = [], ...rows] = parseTable(text, findSeparator(text)).filter((cells) =>
    cells.some((cell) => cell !== ''),
  )
  return { format: 'csv', headers, rows }
}

function findSeparator(text: string): string {
  const [line = ''] = text.split('\n', 1)
  const count = (separator: string) => line.split(separator).length
  return ['\t', ';'].reduce((best, separator) => (count(separator) > count(best) ? separator : best), ',')
}

function readJson(text: string): Records | RecordsProblem {
  const items: unknown[] = []
  const whole = text.startsWith('[') ? parseJson(text) : undefined
  if (Array.isArray(whole)) items.push(...whole)
  else {
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue
      const item = parseJson(line)
      if (!isRecord(item)) return { problem: 'json', line: index + 1 }
      items.push(item)
    }
  }
  const records = items.filter(isRecord)
  if (records.length < items.length)
    return { problem: 'json', line: items.findIndex((item) => !isRecord(item)) + 1 }
  const headers = [...new Set(records.flatMap((record) => Object.keys(record)))]
  const rows = records.map((record) => headers.map((header) => toCell(record[header])))
  return rows.length === 0 ? { problem: 'empty' } : { format: 'jsonl', headers, rows }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function toCell(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
