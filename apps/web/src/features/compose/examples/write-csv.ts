import type { DataPart } from '@trialogue/contract'

/** Rows as CSV (RFC 4180). A byte order mark comes first: without it Excel takes UTF-8 for another encoding. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => cells.map(quote).join(','))
  return `\ufeff${lines.join('\r\n')}\r\n`
}

/** The examples as rows under their headers, those that are off too; reasoning only where there is some. */
export function listExamples(data: DataPart, reasoningHeader: string): string[][] {
  const hasReasoning = data.examples.some(({ reasoning }) => reasoning !== '')
  const row = (inputs: readonly string[], reasoning: string, output: string) => [
    ...data.inputHeaders.map((_, index) => inputs[index] ?? ''),
    ...(hasReasoning ? [reasoning] : []),
    output,
  ]
  return [
    row(data.inputHeaders, reasoningHeader, data.outputHeader),
    ...data.examples.map(({ inputs, reasoning, output }) => row(inputs, reasoning, output)),
  ]
}

function quote(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
