import { describe, expect, it } from 'vitest'
import { extractAnswer } from '../index.ts'

describe('extracting a number', () => {
  it.each([
    [' 11.', '11'],
    ['$1,234,567.50 in all', '1234567.50'],
    ['1,2,3', '1'],
    ['12,345', '12345'],
    ['1,2345', '1'],
    ['3.75 hours', '3.75'],
    ['.5', '.5'],
    ['-7', '-7'],
    ['−7 degrees', '-7'],
    ['(-7)', '-7'],
    ['10-3', '10'],
    ['about 20kg', '20'],
    ['\\boxed{42}', '42'],
    ['so \\boxed{\\text{42 apples}} it is', '42'],
    ['5 + 6 = 11\n#### 11', '11'],
    ['2 * 3 = 6. 5 + 6 = 11. The answer is 11.', '11'],
    ['The answer is 5. No: the final answer is: 6', '6'],
    ['Therefore, the answer (arabic numerals) is 9.', '9'],
    ['1 and 2. The answer is \\boxed{3}. That was 4.', '3'],
    ['3/4 of the cake', '3/4'],
    ['The answer is \\frac{3}{4}.', '3/4'],
    ['1 1/2 cups', '1 1/2'],
    ['on 5/6/2024', '5'],
    ['50 % of 8', '50'],
    ['６ is not an ASCII digit', null],
    ['I do not know.', null],
    ['There are 5. The answer is', null],
    ['', null],
  ])('reads %j as %j', (text, answer) => expect(extractAnswer(text, 'number')).toBe(answer))
})

describe('extracting a choice', () => {
  it.each([
    [' B.', 'B'],
    ['(c) because it fits', 'C'],
    ['**D**', 'D'],
    ['\\boxed{E}', 'E'],
    ['A', 'A'],
    ['A is right', 'A'],
    ['A cat sat, so B', 'B'],
    ['Because of that, C', 'C'],
    ["D'Angelo and E-mail, then B", 'B'],
    ['BAD CAB', null],
    ['F', null],
    ['Options A and B fail. The answer is (D).', 'D'],
  ])('reads %j as %j', (text, answer) => expect(extractAnswer(text, 'choice')).toBe(answer))
})

describe('extracting yes or no', () => {
  it.each([
    [' Yes.', 'yes'],
    ['NO!', 'no'],
    ['I know nothing, not now. Yes', 'yes'],
    ['Yesterday', null],
    ['Yes, or no', 'yes'],
    ['Yes? The answer is no.', 'no'],
  ])('reads %j as %j', (text, answer) => expect(extractAnswer(text, 'yes-no')).toBe(answer))
})

describe('extracting text', () => {
  it.each([
    [' "blue".', 'blue'],
    ['\n\n  Paris\nLondon', 'Paris'],
    ["don't", "don't"],
    ['It is red. The answer is “deep red”.', 'deep red'],
    ['\\boxed{x^{2}}', 'x^{2}'],
    ['\\boxed{x^{2', 'x^{2'],
    [' . ', null],
    ['The answer is', null],
  ])('reads %j as %j', (text, answer) => expect(extractAnswer(text, 'text')).toBe(answer))

  it('comes back from a completion that repeats itself for ever', () => {
    const noise = `${' .'.repeat(200_000)}x`
    expect(extractAnswer(`x${noise}`, 'text')).toBe(`x${noise}`)
    expect(extractAnswer('the answer ('.repeat(50_000), 'number')).toBeNull()
  })
})
