import { describe, expect, it } from 'vitest'
import { readOptions } from './options.ts'

describe('the command line', () => {
  it('measures everything, five times, when nothing is said', () => {
    expect(readOptions([])).toMatchObject({
      rounds: 5,
      precisions: ['fp32', 'q8', 'q4'],
      withPeers: true,
      isQuick: false,
    })
    expect(readOptions([]).measures).toContain('prefill')
  })

  it('limits precisions and measures each on their own', () => {
    expect(readOptions(['--only', 'q8,decode-short', '--only', 'eight'])).toMatchObject({
      precisions: ['q8'],
      measures: ['decode-short', 'eight'],
    })
    expect(readOptions(['--only', 'q4']).measures).toEqual(readOptions([]).measures)
  })

  it('says what it does not understand', () => {
    expect(() => readOptions(['--only', 'q9'])).toThrow('q9')
    expect(() => readOptions(['--rounds', '0'])).toThrow('--rounds')
    expect(() => readOptions(['--fast'])).toThrow()
  })
})
