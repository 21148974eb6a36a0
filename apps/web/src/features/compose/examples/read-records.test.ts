import { describe, expect, it } from 'vitest'
import { readRecords } from './read-records.ts'

describe('reading rows from a file', () => {
  it('reads CSV with commas, semicolons or tabs', () => {
    const expected = { format: 'csv', headers: ['Q', 'A'], rows: [['1, or one', '2']] }
    expect(readRecords('Q,A\n"1, or one",2\n\n')).toEqual(expected)
    expect(readRecords('Q;A\r\n1, or one;2')).toEqual(expected)
    expect(readRecords('Q\tA\n1, or one\t2')).toEqual(expected)
  })

  it('reads JSON Lines and arrays of objects, whatever keys each has', () => {
    const expected = {
      format: 'jsonl',
      headers: ['input', 'output', 'tags'],
      rows: [
        ['a', '1', ''],
        ['b', '', '["x"]'],
      ],
    }
    expect(readRecords('{"input":"a","output":1}\n\n{"input":"b","output":null,"tags":["x"]}\n')).toEqual(
      expected,
    )
    expect(readRecords('[{"input":"a","output":1},{"input":"b","tags":["x"]}]')).toEqual(expected)
  })

  it('says what is wrong', () => {
    expect(readRecords(' \n')).toEqual({ problem: 'empty' })
    expect(readRecords('{"a":1}\n{"a":')).toEqual({ problem: 'json', line: 2 })
    expect(readRecords('[1]')).toEqual({ problem: 'json', line: 1 })
    expect(readRecords('[]')).toEqual({ problem: 'empty' })
  })
})
