import type { DatasetColumn } from '@trialogue/contract'
import { expect, it } from 'vitest'
import {
  cellText,
  editedColumns,
  hasEdits,
  noEdits,
  toggleRemoved,
  toSave,
  writeAddedCell,
  writeCell,
} from './dataset-edits.ts'

const columns: DatasetColumn[] = [
  { id: 0, name: 'question', role: 'variable' },
  { id: 1, name: 'answer', role: 'reference' },
]
const row = { id: 7, cells: ['1 + 1', '2'], isSynthetic: false }

it('shows what was typed over what is saved, whatever the column is called by then', () => {
  const [question, answer] = editedColumns(columns, noEdits)
  if (question === undefined || answer === undefined) throw new Error('Two columns.')
  const edits = {
    ...writeCell(noEdits, 7, question.key, '1 + 2'),
    columns: [{ ...question, name: 'sum' }, answer],
  }
  expect(cellText(row, { ...question, name: 'sum' }, columns, edits)).toBe('1 + 2')
  expect(cellText(row, answer, columns, edits)).toBe('2')
  expect(toSave(columns, edits)).toEqual({
    columns: [
      { id: 0, name: 'sum', role: 'variable' },
      { id: 1, name: 'answer', role: 'reference' },
    ],
    changes: [{ type: 'change', rowId: 7, cells: [{ column: 'sum', text: '1 + 2' }] }],
  })
})

it('drops what was typed into a row or a column that goes', () => {
  const [question] = editedColumns(columns, noEdits)
  if (question === undefined) throw new Error('Two columns.')
  const typed = writeCell(writeCell(noEdits, 7, 'c1', '3'), 8, question.key, 'x')
  const edits = { ...toggleRemoved(typed, 8), columns: [question] }
  expect(toSave(columns, edits).changes).toEqual([{ type: 'remove', rowId: 8 }])
})

it('brings a removed row back, and adds rows with a cell for each column', () => {
  expect(hasEdits(toggleRemoved(toggleRemoved(noEdits, 7), 7))).toBe(false)
  const edits = writeAddedCell({ ...noEdits, added: [new Map()] }, 0, 'c1', '4')
  expect(toSave(columns, edits).changes).toEqual([
    { type: 'add', row: { cells: ['', '4'], isSynthetic: false } },
  ])
})
