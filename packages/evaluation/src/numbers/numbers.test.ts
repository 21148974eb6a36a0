import { describe, expect, it } from 'vitest'
import { isExpected, readExpected } from './expected-number.ts'
import { type ReadingRule, readAnswerNumber } from './read-answer-number.ts'
import { plainNotation, readNumbers } from './read-numbers.ts'

const rule: ReadingRule = { decimalSign: '.', pick: 'last', firstLineOnly: false }
const exact = { absolute: 0, relative: 0 }

describe('readNumbers', () => {
  it.each([
    ['7', [7]],
    ['-7 and +3', [-7, 3]],
    ['10-3', [10, 3]],
    ['\u221212', [-12]],
    ['1,234,567.89', [1_234_567.89]],
    ['1\u202f234\u202f567', [1_234_567]],
    ["12'500", [12_500]],
    ['1{,}000', [1_000]],
    ['.5 or 0.25', [0.5, 0.25]],
    ['3/4', [0.75]],
    ['1 1/2 cups', [1.5]],
    ['2½', [2.5]],
    ['½', [0.5]],
    ['\\frac{3}{4}', [0.75]],
    ['2\\frac{1}{2}', [2.5]],
    ['1.5e3', [1_500]],
    ['6.02 \\times 10^{23}', [6.02e23]],
    ['2 × 10^-3', [0.002]],
    ['$5', [5]],
    ['-$5.50', [-5.5]],
    ['$-5', [-5]],
    ['\\$1,200', [1_200]],
    ['１２．５', [12.5]],
    ['no number', []],
    ['1/0 or 1e999', []],
    ['version 1.2.3', [1.2, 3]],
  ])('in "%s"', (text, expected) => {
    expect(readNumbers(plainNotation(text)).map(({ value }) => value)).toEqual(expected)
  })

  it('with decimal commas', () => {
    const values = readNumbers(plainNotation('1.234,5 und 0,25'), ',').map(({ value }) => value)
    expect(values).toEqual([1_234.5, 0.25])
  })

  it('takes time in proportion to the text', () => {
    const text = `${'1,234,'.repeat(20_000)}${'9'.repeat(50_000)}${'-'.repeat(50_000)}`
    expect(readNumbers(text).length).toBeGreaterThan(0)
  })
})

describe('readAnswerNumber', () => {
  it.each([
    ['3 * 4 = 12. 12 + 5 = 17.', 17],
    ['The answer is 12. Check: 3 * 4.', 12],
    ['So \\boxed{\\frac{1}{2}} is it, of 10.', 0.5],
    ['The answer is \\boxed{11}', 11],
    ['5 + 6 = 11\n#### 11', 11],
    ['Answer: **42** apples, not 7', 42],
    ['答案是 8，不是 9', 8],
    ['The answer (arabic numerals) is $1,000.', 1_000],
  ])('of "%s"', (text, expected) => {
    expect(readAnswerNumber(text, rule)?.value).toBe(expected)
  })

  it('is nothing where a marker is followed by no number', () => {
    expect(readAnswerNumber('It was 5. The answer is unknown.', rule)).toBeNull()
    expect(readAnswerNumber('I do not know.', rule)).toBeNull()
  })

  it('is read from the first line, or taken as the first, where a base model goes on', () => {
    const text = ' 12\n\nQ: What is 3 + 3?\nA: 6'
    expect(readAnswerNumber(text, rule)?.value).toBe(6)
    expect(readAnswerNumber(text, { ...rule, firstLineOnly: true })?.value).toBe(12)
    expect(readAnswerNumber(text, { ...rule, pick: 'first' })?.value).toBe(12)
  })
})

describe('isExpected', () => {
  const check = (answer: string, reference: string, tolerance = exact) => {
    const read = readAnswerNumber(answer, rule)
    const expected = readExpected(reference, rule)
    if (read === null || expected === null) return null
    return isExpected(read, expected, tolerance)
  }

  it.each([
    ['5', '5.0'],
    ['10/2', '5'],
    ['0.30000000000000004', '0.3'],
    ['$5', '5'],
    ['12 apples', '12'],
    ['50%', '50'],
    ['50 percent', '0.5'],
    ['0.5', '50 %'],
    ['1.5 km', '1500 m'],
    ['90 minutes', '1.5 hours'],
    ['50 cents', '$0.5'],
    ['11', '10..12'],
    ['12 km', '10 to 12 km'],
    ['11000 m', '10 – 12 km'],
    ['10.5', '10 ± 0.5'],
    ['5', '2 + 3 = 5\n#### 5'],
  ])('%s is %s', (answer, reference) => {
    expect(check(answer, reference)).toBe(true)
  })

  it.each([
    ['5', '6'],
    ['12345678901', '12345678902'],
    ['0.0000000001', '0'],
    ['-5', '5'],
    ['50 %', '5'],
    ['5 kg', '5 m'],
    ['5 km', '5 m'],
    ['$5', '€5'],
    ['12.1', '10..12'],
    ['9.4', '10 ± 0.5'],
  ])('%s is not %s', (answer, reference) => {
    expect(check(answer, reference)).toBe(false)
  })

  it('allows the tolerance that was asked for', () => {
    expect(check('3.14', '3.14159')).toBe(false)
    expect(check('3.14', '3.14159', { absolute: 0.01, relative: 0 })).toBe(true)
    expect(check('99', '100', { absolute: 0, relative: 0.01 })).toBe(true)
    expect(check('98.9', '100', { absolute: 0, relative: 0.01 })).toBe(false)
  })
})
