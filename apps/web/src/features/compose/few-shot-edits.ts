import type { DataPart, FewShotExample } from '@trialogue/contract'
import { newLocalId } from '../../lib/local-id.ts'

/** A cell's place in a row: the inputs first, then the reasoning, then the output. */
export type CellColumn =
  | { readonly part: 'input'; readonly index: number }
  | { readonly part: 'reasoning' | 'output' }

/** The columns of the table from left to right; a paste from a spreadsheet fills them in this order. */
export function cellColumns(data: DataPart): CellColumn[] {
  const inputs = data.inputHeaders.map((_, index): CellColumn => ({ part: 'input', index }))
  return [...inputs, { part: 'reasoning' }, { part: 'output' }]
}

export function readCell(example: FewShotExample, column: CellColumn): string {
  return column.part === 'input' ? (example.inputs[column.index] ?? '') : example[column.part]
}

export function addExample(data: DataPart): DataPart {
  return { ...data, examples: [...data.examples, emptyExample(data)] }
}

export function removeExample(data: DataPart, id: string): DataPart {
  return { ...data, examples: data.examples.filter((example) => example.id !== id) }
}

/** Moves a row up (-1) or down (+1); at the edge nothing changes. */
export function moveExample(data: DataPart, id: string, by: -1 | 1): DataPart {
  const from = data.examples.findIndex((example) => example.id === id)
  const moved = data.examples[from]
  const other = data.examples[from + by]
  if (moved === undefined || other === undefined) return data
  const examples = data.examples.map((example, index) => {
    if (index === from) return other
    return index === from + by ? moved : example
  })
  return { ...data, examples }
}

export function setExampleEnabled(data: DataPart, id: string, isEnabled: boolean): DataPart {
  return mapExample(data, id, (example) => ({ ...example, isEnabled }))
}

export function writeCell(data: DataPart, id: string, column: CellColumn, value: string): DataPart {
  return mapExample(data, id, (example) => withCell(example, column, value))
}

/** Writes pasted rows from a cell on, rightwards and downwards; rows that are missing are added. */
export function pasteCells(
  data: DataPart,
  id: string,
  column: CellColumn,
  rows: readonly (readonly string[])[],
): DataPart {
  const columns = cellColumns(data)
  const firstColumn = columns.findIndex((candidate) => isSameColumn(candidate, column))
  const firstRow = data.examples.findIndex((example) => example.id === id)
  if (firstColumn === -1 || firstRow === -1) return data
  const examples = [...data.examples]
  for (const [offset, cells] of rows.entries()) {
    const target = examples[firstRow + offset] ?? emptyExample(data)
    examples[firstRow + offset] = cells.reduce((example, value, index) => {
      const place = columns[firstColumn + index]
      return place === undefined ? example : withCell(example, place, value)
    }, target)
  }
  return { ...data, examples }
}

export function addInputColumn(data: DataPart, header: string): DataPart {
  return {
    ...data,
    inputHeaders: [...data.inputHeaders, header],
    query: [...data.query, ''],
    examples: data.examples.map((example) => ({ ...example, inputs: [...example.inputs, ''] })),
  }
}

/** Removes an input column with its cells; the last one stays. */
export function removeInputColumn(data: DataPart, index: number): DataPart {
  if (data.inputHeaders.length <= 1) return data
  const without = (cells: readonly string[]): string[] => cells.filter((_, position) => position !== index)
  return {
    ...data,
    inputHeaders: without(data.inputHeaders),
    query: without(data.query),
    examples: data.examples.map((example) => ({ ...example, inputs: without(example.inputs) })),
  }
}

export function renameInputHeader(data: DataPart, index: number, header: string): DataPart {
  return {
    ...data,
    inputHeaders: data.inputHeaders.map((old, position) => (position === index ? header : old)),
  }
}

export function writeQuery(data: DataPart, index: number, value: string): DataPart {
  return {
    ...data,
    query: data.inputHeaders.map((_, position) =>
      position === index ? value : (data.query[position] ?? ''),
    ),
  }
}

function emptyExample(data: DataPart): FewShotExample {
  return {
    id: newLocalId(),
    isEnabled: true,
    inputs: data.inputHeaders.map(() => ''),
    reasoning: '',
    output: '',
  }
}

function mapExample(
  data: DataPart,
  id: string,
  change: (example: FewShotExample) => FewShotExample,
): DataPart {
  return {
    ...data,
    examples: data.examples.map((example) => (example.id === id ? change(example) : example)),
  }
}

function withCell(example: FewShotExample, column: CellColumn, value: string): FewShotExample {
  if (column.part !== 'input') return { ...example, [column.part]: value }
  return { ...example, inputs: example.inputs.map((old, index) => (index === column.index ? value : old)) }
}

function isSameColumn(a: CellColumn, b: CellColumn): boolean {
  return a.part === b.part && (a.part !== 'input' || b.part !== 'input' || a.index === b.index)
}
