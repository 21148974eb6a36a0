import type { DataPart, FewShotExample } from '@trialogue/contract'
import { type CellColumn, emptyExample, maxExamples, withCell } from './few-shot-edits.ts'

type Rows = readonly (readonly string[])[]

export type Pasted = {
  readonly data: DataPart
  readonly rowCount: number
  /** What had no place: cells beyond the last column, rows beyond the most that a prompt can hold. */
  readonly droppedColumns: number
  readonly droppedRows: number
}

/** Writes rows from a cell on, rightwards and downwards; rows that are missing are added. */
export function pasteCells(
  data: DataPart,
  at: { readonly row: number; readonly column: number },
  columns: readonly CellColumn[],
  rows: Rows,
): Pasted {
  const kept = rows.slice(0, maxExamples - at.row)
  const examples = [...data.examples]
  for (const [offset, cells] of kept.entries()) {
    examples[at.row + offset] = fillRow(
      examples[at.row + offset] ?? emptyExample(data),
      columns.slice(at.column),
      cells,
    )
  }
  const width = Math.max(0, ...rows.map((cells) => cells.length))
  return {
    data: { ...data, examples },
    rowCount: kept.length,
    droppedColumns: Math.max(0, width - (columns.length - at.column)),
    droppedRows: rows.length - kept.length,
  }
}

/** Whether the first of several rows looks like the headers of a spreadsheet: they are ours, or words that headers are. */
export function isHeaderRow(rows: Rows, data: DataPart): boolean {
  const [first = [], ...others] = rows
  if (others.length === 0 || first.length === 0) return false
  const known = new Set([...data.inputHeaders, data.outputHeader].map(toKey))
  const names = first.map(toKey)
  const isNamed = names.every((name) => name !== '' && name.length <= 40 && !/^[\d.,%-]+$/.test(name))
  const isUsual = names.some((name) => known.has(name) || usualHeaders.has(name))
  return isNamed && isUsual && new Set(names).size === names.length
}

/** Makes a row of examples the headers of its columns, from `column` on. */
export function takeHeaders(
  data: DataPart,
  row: number,
  column: number,
  columns: readonly CellColumn[],
  headers: readonly string[],
): DataPart {
  const inputHeaders = [...data.inputHeaders]
  let { outputHeader } = data
  for (const [index, header] of headers.entries()) {
    const target = columns[column + index]
    const name = header.trim().slice(0, 200)
    if (target?.part === 'input') inputHeaders[target.index] = name
    if (target?.part === 'output') outputHeader = name
  }
  return {
    ...data,
    inputHeaders,
    outputHeader,
    examples: data.examples.filter((_, index) => index !== row),
  }
}

function fillRow(
  example: FewShotExample,
  columns: readonly CellColumn[],
  cells: readonly string[],
): FewShotExample {
  return cells.reduce((row, value, index) => {
    const column = columns[index]
    return column === undefined ? row : withCell(row, column, value)
  }, example)
}

const toKey = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[:：]$/, '')

const usualHeaders: ReadonlySet<string> = new Set(
  `input output question answer prompt completion response label target expected reference context text reasoning
  rationale explanation instruction query category class sentiment translation summary source
  输入 输出 问题 答案 回答 提示 标签 文本 推理 上下文 指令 类别 翻译 摘要`.split(/\s+/),
)
