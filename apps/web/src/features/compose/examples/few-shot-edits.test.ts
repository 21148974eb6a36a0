import type { DataPart } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import {
  addExample,
  addInputColumn,
  cellColumns,
  duplicateExample,
  emptyExample,
  maxExamples,
  maxInputs,
  moveExample,
  readCell,
  removeExample,
  removeInputColumn,
  renameInputHeader,
  setExampleEnabled,
  writeCell,
  writeQuery,
} from './few-shot-edits.ts'

const table: DataPart = {
  preamble: '',
  inputHeaders: ['Question'],
  outputHeader: 'Answer',
  query: ['what now?'],
  examples: [
    { id: 'one', isEnabled: true, inputs: ['1 + 1?'], reasoning: '1 + 1 = 2.', output: '2' },
    { id: 'two', isEnabled: true, inputs: ['2 + 2?'], reasoning: '', output: '4' },
  ],
}

const rowsOf = (data: DataPart): string[][] =>
  data.examples.map((example) =>
    cellColumns(data.inputHeaders.length, true).map((column) => readCell(example, column)),
  )

describe('few-shot table edits', () => {
  it('adds, removes, moves and switches rows', () => {
    expect(rowsOf(addExample(table)).at(-1)).toEqual(['', '', ''])
    expect(removeExample(table, 'one').examples.map((example) => example.id)).toEqual(['two'])
    expect(moveExample(table, 'two', -1).examples.map((example) => example.id)).toEqual(['two', 'one'])
    expect(moveExample(table, 'two', 1)).toEqual(table)
    expect(setExampleEnabled(table, 'one', false).examples[0]?.isEnabled).toBe(false)
  })

  it('writes one cell and leaves the others', () => {
    expect(rowsOf(writeCell(table, 'two', { part: 'reasoning' }, '2 + 2 = 4.'))).toEqual([
      ['1 + 1?', '1 + 1 = 2.', '2'],
      ['2 + 2?', '2 + 2 = 4.', '4'],
    ])
  })

  it('duplicates a row below itself, under an id of its own', () => {
    const twice = duplicateExample(table, 'one')
    expect(rowsOf(twice).slice(0, 2)).toEqual([rowsOf(table)[0], rowsOf(table)[0]])
    expect(new Set(twice.examples.map(({ id }) => id)).size).toBe(3)
  })

  it('holds no more rows and columns than a prompt can', () => {
    const full = { ...table, examples: Array.from({ length: maxExamples }, () => emptyExample(table)) }
    expect(addExample(full)).toBe(full)
    expect(duplicateExample(full, 'one')).toBe(full)
    const wide = { ...table, inputHeaders: Array.from({ length: maxInputs }, (_, index) => `${index}`) }
    expect(addInputColumn(wide, 'more')).toBe(wide)
  })

  it('adds and removes input columns with their cells, and keeps the last', () => {
    const wider = addInputColumn(table, 'Unit')
    expect(wider.query).toEqual(['what now?', ''])
    expect(wider.examples[0]?.inputs).toEqual(['1 + 1?', ''])
    expect(removeInputColumn(wider, 1)).toEqual(table)
    expect(removeInputColumn(table, 0)).toEqual(table)
  })

  it('renames headers and writes the query row', () => {
    expect(renameInputHeader(table, 0, 'Q').inputHeaders).toEqual(['Q'])
    expect(writeQuery(table, 0, 'next?').query).toEqual(['next?'])
  })
})
