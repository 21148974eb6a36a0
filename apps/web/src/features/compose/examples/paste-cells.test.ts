import type { DataPart } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { cellColumns, emptyExample, maxExamples, readCell } from './few-shot-edits.ts'
import { isHeaderRow, pasteCells, takeHeaders } from './paste-cells.ts'

const table: DataPart = {
  preamble: '',
  inputHeaders: ['Question'],
  outputHeader: 'Answer',
  query: [''],
  examples: [
    { id: 'one', isEnabled: true, inputs: ['1 + 1?'], reasoning: '1 + 1 = 2.', output: '2' },
    { id: 'two', isEnabled: false, inputs: ['2 + 2?'], reasoning: '', output: '4' },
  ],
}
const all = cellColumns(1, true)
const rowsOf = (data: DataPart) =>
  data.examples.map((example) => all.map((column) => readCell(example, column)))

describe('pasting cells', () => {
  it('goes rightwards and downwards from a cell, and adds rows', () => {
    const { data, rowCount, droppedColumns } = pasteCells(table, { row: 1, column: 1 }, all, [
      ['r2', 'o2'],
      ['r3', 'o3'],
    ])
    expect(rowsOf(data)).toEqual([
      ['1 + 1?', '1 + 1 = 2.', '2'],
      ['2 + 2?', 'r2', 'o2'],
      ['', 'r3', 'o3'],
    ])
    expect(data.examples[1]?.isEnabled).toBe(false)
    expect([rowCount, droppedColumns]).toEqual([2, 0])
  })

  it('leaves a column that is not in sight alone', () => {
    const { data } = pasteCells(table, { row: 0, column: 0 }, cellColumns(1, false), [['q', 'a']])
    expect(rowsOf(data)[0]).toEqual(['q', '1 + 1 = 2.', 'a'])
  })

  it('tells how many columns and rows had no place', () => {
    const rows = Array.from({ length: maxExamples }, () => ['a', 'b', 'c', 'd'])
    const { data, ...report } = pasteCells(table, { row: 1, column: 1 }, all, rows)
    expect(report).toEqual({ rowCount: maxExamples - 1, droppedColumns: 2, droppedRows: 1 })
    expect(data.examples).toHaveLength(maxExamples)
  })
})

describe('a row of headers', () => {
  it.each([
    [['question', 'Answer:'], true],
    [['Frage', 'Output'], true],
    [['输入', '输出'], true],
    [['red', 'color'], false],
    [['1 + 1?', '2'], false],
    [['Answer', 'Answer'], false],
    [['Answer', ''], false],
    [['input', '2'], false],
  ])('%j: %s', (first, expected) => {
    expect(isHeaderRow([first, ['a', 'b']], table)).toBe(expected)
  })

  it('is none when it is alone', () => expect(isHeaderRow([['question', 'answer']], table)).toBe(false))

  it('becomes the headers of its columns, from where it was pasted', () => {
    const pasted = pasteCells({ ...table, examples: [emptyExample(table)] }, { row: 0, column: 0 }, all, [
      [' Frage ', 'Weg', 'Antwort'],
      ['1?', '…', '1'],
    ]).data
    const taken = takeHeaders(pasted, 0, 0, all, [' Frage ', 'Weg', 'Antwort'])
    expect(taken).toMatchObject({ inputHeaders: ['Frage'], outputHeader: 'Antwort' })
    expect(rowsOf(taken)).toEqual([['1?', '…', '1']])
    expect(takeHeaders(pasted, 0, 2, all, ['Antwort']).inputHeaders).toEqual(['Question'])
  })
})
