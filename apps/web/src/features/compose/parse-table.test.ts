import { describe, expect, it } from 'vitest'
import { isTable, parseTable } from './parse-table.ts'

describe('parseTable', () => {
  it('reads rows and cells', () => {
    expect(parseTable('a\tb\nc\td\n')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  it('reads Windows line ends and a missing last line end', () => {
    expect(parseTable('a\tb\r\nc\td')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  it('keeps line breaks, tabs and doubled quotes of quoted cells', () => {
    expect(parseTable('"two\nlines"\t"a ""word"""\t"x\ty"')).toEqual([['two\nlines', 'a "word"', 'x\ty']])
  })

  it('takes a quote that is never closed, or closed in mid-cell, as text', () => {
    expect(parseTable('"open\tb')).toEqual([['"open', 'b']])
    expect(parseTable('"12" pipe\tb')).toEqual([['"12" pipe', 'b']])
  })

  it('keeps empty cells, also the last one', () => {
    expect(parseTable('a\t\tc\n\t\n')).toEqual([
      ['a', '', 'c'],
      ['', ''],
    ])
  })

  it('tells a table from text', () => {
    expect(isTable(parseTable('just a sentence'))).toBe(false)
    expect(isTable(parseTable('a\tb'))).toBe(true)
  })
})
