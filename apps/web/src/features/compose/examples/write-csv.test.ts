import type { DataPart } from '@trialogue/contract'
import { expect, it } from 'vitest'
import { readRecords } from './read-records.ts'
import { listExamples, writeCsv } from './write-csv.ts'

const example = { id: '1', isEnabled: true, inputs: ['"1",\n+ 1?'], reasoning: '', output: ' 2' }
const data: DataPart = {
  preamble: '',
  inputHeaders: ['Question'],
  outputHeader: 'Answer',
  query: [''],
  examples: [example, { ...example, id: '2', isEnabled: false, inputs: [], output: '四' }],
}

it('writes what can be read again', () => {
  const csv = writeCsv(listExamples(data, 'Reasoning'))
  expect(csv).toBe('\ufeffQuestion,Answer\r\n"""1"",\n+ 1?"," 2"\r\n,四\r\n')
  expect(readRecords(csv.slice(1))).toEqual({
    format: 'csv',
    headers: ['Question', 'Answer'],
    rows: [
      ['"1",\n+ 1?', ' 2'],
      ['', '四'],
    ],
  })
})

it('has the reasoning where there is some', () => {
  const reasoned = { ...data, examples: [{ ...example, reasoning: 'One and one.' }] }
  expect(listExamples(reasoned, 'Reasoning')).toEqual([
    ['Question', 'Reasoning', 'Answer'],
    ['"1",\n+ 1?', 'One and one.', ' 2'],
  ])
})
