import { describe, expect, it } from 'vitest'
import { parseTable, readPastedTable } from './parse-table.ts'

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

  it('reads other separators', () => {
    expect(parseTable('a,"b, ""c""",\nd;e,f', ',')).toEqual([
      ['a', 'b, "c"', ''],
      ['d;e', 'f'],
    ])
  })
})

describe('readPastedTable', () => {
  it.each([
    'just a sentence',
    'two\nlines',
    'Dear Ann, dear Bob\nHello, you',
    'a,b',
    'one,two\nthree',
    '"quoted"',
  ])('takes %j as text', (text) => expect(readPastedTable(text)).toBeNull())

  it('takes tabs, commas in every line, and one quoted cell as a table', () => {
    expect(readPastedTable('a\tb')).toEqual([['a', 'b']])
    expect(readPastedTable('red,color\n"4, or four",number')).toEqual([
      ['red', 'color'],
      ['4, or four', 'number'],
    ])
    expect(readPastedTable('"two\nlines"')).toEqual([['two\nlines']])
  })
})
