import type { DataPart, FewShotExample } from '@trialogue/contract'
import { newLocalId } from '../../../lib/local-id.ts'

/** As many as a prompt can hold. */
export const maxExamples = 500
export const maxInputs = 10

/** A cell's place in a row: the inputs first, then the reasoning, then the output. */
export type CellColumn =
  | { readonly part: 'input'; readonly index: number }
  | { readonly part: 'reasoning' | 'output' }

/** The columns of the table from left to right; a paste from a spreadsheet fills them in this order. */
export function cellColumns(inputCount: number, hasReasoning: boolean): CellColumn[] {
  const inputs = Array.from({ length: inputCount }, (_, index): CellColumn => ({ part: 'input', index }))
  return [...inputs, ...(hasReasoning ? [{ part: 'reasoning' } as const] : []), { part: 'output' }]
}

export function readCell(example: FewShotExample, column: CellColumn): string {
  return column.part === 'input' ? (example.inputs[column.index] ?? '') : example[column.part]
}

export function addExample(data: DataPart): DataPart {
  if (data.examples.length >= maxExamples) return data
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

/** Puts a copy of a row below it. */
export function duplicateExample(data: DataPart, id: string): DataPart {
  if (data.examples.length >= maxExamples) return data
  return {
    ...data,
    examples: data.examples.flatMap((example) =>
      example.id === id ? [example, { ...example, id: newLocalId() }] : [example],
    ),
  }
}

export function addInputColumn(data: DataPart, header: string): DataPart {
  if (data.inputHeaders.length >= maxInputs) return data
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

export function emptyExample(data: DataPart): FewShotExample {
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

export function withCell(example: FewShotExample, column: CellColumn, value: string): FewShotExample {
  if (column.part !== 'input') return { ...example, [column.part]: value }
  return { ...example, inputs: example.inputs.map((old, index) => (index === column.index ? value : old)) }
}
