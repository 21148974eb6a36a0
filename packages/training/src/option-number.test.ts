import { describe, expect, it } from 'vitest'
import { optionNumber } from './option-number.ts'

describe("the number of a command line's option", () => {
  it('is read as people write it', () => {
    expect(optionNumber('minutes', '0.5', 'any')).toBe(0.5)
    expect(optionNumber('tokens', '2e6', 'whole')).toBe(2_000_000)
  })

  it.each(['0', '-1', 'many', ''])('is refused when it is not above 0: "%s"', (text) => {
    expect(() => optionNumber('minutes', text, 'any')).toThrow(
      `--minutes must be a number above 0, not "${text}".`,
    )
  })

  it('is refused when it must be whole and is not', () => {
    expect(() => optionNumber('threads', '1.5', 'whole')).toThrow('--threads must be a whole number above 0')
  })
})
