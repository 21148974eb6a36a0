import type { DataPart } from '@trialogue/contract'
import { describe, expect, it } from 'vitest'
import { cellColumns, maxExamples, readCell } from './few-shot-edits.ts'
import { hasClash, importExamples, suggestTargets } from './import-examples.ts'

const data: DataPart = {
  preamble: '',
  inputHeaders: ['Question', 'Unit'],
  outputHeader: 'Answer',
  query: ['now?', ''],
  examples: [{ id: 'one', isEnabled: true, inputs: ['1 + 1?', 'apples'], reasoning: '', output: '2' }],
}
const rowsOf = (part: DataPart) =>
  part.examples.map((example) =>
    cellColumns(part.inputHeaders.length, true).map((column) => readCell(example, column)),
  )
const names = (headers: string[]) =>
  suggestTargets(headers, data).map((target) => (target.part === 'input' ? target.index : target.part))

describe('where the columns of a file go', () => {
  it('is told by their names', () => {
    expect(names(['unit', 'QUESTION', 'rationale', 'answer'])).toEqual([1, 0, 'reasoning', 'output'])
    expect(names(['prompt', 'completion'])).toEqual([0, 'output'])
  })

  it('else by their order, the last one being the answer', () => {
    expect(names(['a', 'b', 'c', 'd'])).toEqual([0, 1, 'new-input', 'output'])
    expect(names(['only'])).toEqual([0])
  })

  it('must not be the same for two', () => {
    expect(hasClash([{ part: 'output' }, { part: 'output' }])).toBe(true)
    expect(
      hasClash([
        { part: 'input', index: 0 },
        { part: 'input', index: 1 },
      ]),
    ).toBe(false)
    expect(
      hasClash([{ part: 'nowhere' }, { part: 'nowhere' }, { part: 'new-input' }, { part: 'new-input' }]),
    ).toBe(false)
  })
})

describe('importing', () => {
  const file = {
    headers: ['q', 'hint', 'a', 'id'],
    rows: [
      ['2 + 2?', 'easy', '4', 'x'],
      ['3 + 3?', 'hard'],
    ],
    targets: [{ part: 'input', index: 0 }, { part: 'new-input' }, { part: 'output' }, { part: 'nowhere' }],
  } as const

  it('adds rows, and widens the table for new inputs', () => {
    const { data: after, addedCount } = importExamples(data, { ...file, isReplacing: false })
    expect(after).toMatchObject({ inputHeaders: ['Question', 'Unit', 'hint'], query: ['now?', '', ''] })
    expect(rowsOf(after)).toEqual([
      ['1 + 1?', 'apples', '', '', '2'],
      ['2 + 2?', '', 'easy', '', '4'],
      ['3 + 3?', '', 'hard', '', ''],
    ])
    expect(addedCount).toBe(2)
  })

  it('can take the place of what was there', () => {
    expect(rowsOf(importExamples(data, { ...file, isReplacing: true }).data)).toHaveLength(2)
  })

  it('tells how many rows a prompt cannot hold', () => {
    const rows = Array.from({ length: maxExamples }, () => ['q'])
    const { droppedCount, data: after } = importExamples(data, { ...file, rows, isReplacing: false })
    expect([droppedCount, after.examples.length]).toEqual([1, maxExamples])
  })
})
