import { describe, expect, it } from 'vitest'
import { isSameAnswer } from '../index.ts'

describe('two numbers are the same', () => {
  it.each([
    ['5', '5.0'],
    ['5', '$5.00'],
    ['5', '05'],
    ['5', '5 apples'],
    ['50', '50 %'],
    ['1,234.50', '1234.5'],
    ['−3', '-3'],
    ['+3', '3'],
    ['.5', '0.50'],
    ['1/2', '0.5'],
    ['1 1/2', '1.5'],
    ['10/2', '5'],
    ['9007199254740993', '9007199254740993.0'],
  ])('%s and %s', (one, other) => {
    expect(isSameAnswer(one, other, 'number')).toBe(true)
    expect(isSameAnswer(other, one, 'number')).toBe(true)
  })

  it.each([
    ['5', '-5'],
    ['5', '50'],
    ['1/3', '0.33'],
    ['9007199254740993', '9007199254740992'],
    ['five', '5'],
  ])('but not %s and %s', (one, other) => expect(isSameAnswer(one, other, 'number')).toBe(false))
})

it('compares everything else by its letters', () => {
  expect(isSameAnswer('Blue', ' “blue”. ', 'text')).toBe(true)
  expect(isSameAnswer('light  blue', 'light blue', 'text')).toBe(true)
  expect(isSameAnswer('B', 'b', 'choice')).toBe(true)
  expect(isSameAnswer('5', '5.0', 'text')).toBe(false)
})
