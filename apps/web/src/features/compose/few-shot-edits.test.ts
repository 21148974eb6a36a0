import type { DataPart } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import {
  addExample,
  addInputColumn,
  cellColumns,
  moveExample,
  pasteCells,
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
  data.examples.map((example) => cellColumns(data).map((column) => readCell(example, column)))

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

  it('pastes rightwards and downwards, adds rows, and drops cells that have no column', () => {
    const pasted = pasteCells(table, 'two', { part: 'reasoning' }, [
      ['r2', 'o2', 'beyond'],
      ['r3', 'o3'],
    ])
    expect(rowsOf(pasted)).toEqual([
      ['1 + 1?', '1 + 1 = 2.', '2'],
      ['2 + 2?', 'r2', 'o2'],
      ['', 'r3', 'o3'],
    ])
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
