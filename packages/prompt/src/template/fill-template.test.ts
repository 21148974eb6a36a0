import { describe, expect, it } from 'vitest'
import { fillTemplate, locateVariables } from '../index.ts'

const fill = (template: string, values: Record<string, string>) =>
  fillTemplate(
    template,
    Object.entries(values).map(([name, value]) => ({ name, value })),
  )

describe('filling a template', () => {
  it('puts the values in', () => {
    expect(fill('{{a}} and {{ b }}, {{a}}', { a: 'one', b: 'two' })).toBe('one and two, one')
  })

  it('keeps escaped braces as braces and drops the backslash', () => {
    expect(fill('\\{{a}} is {{a}}', { a: '1' })).toBe('{{a}} is 1')
    expect(fill('\\{{{{a}}}}', { a: '1' })).toBe('{{1}}')
    expect(fill('{{a}}\\{{', { a: '1' })).toBe('1{{')
  })

  it('leaves other backslashes and braces alone', () => {
    expect(fill('\\n C:\\dir {"k": {"v": {{v}}}}', { v: '1' })).toBe('\\n C:\\dir {"k": {"v": 1}}')
    expect(fill('{{{a}}}', { a: '1' })).toBe('{1}')
  })

  it('never expands a value', () => {
    expect(fill('{{a}}{{b}}', { a: '{{b}}', b: '{{a}} \\{{a}} $& $1' })).toBe('{{b}}{{a}} \\{{a}} $& $1')
    expect(fill('{{a}}{{b}}}}', { a: '{{', b: 'x' })).toBe('{{x}}')
  })

  it('takes names of object members for ordinary names', () => {
    const values = ['__proto__', 'constructor', 'toString'].map((name) => ({ name, value: `<${name}>` }))
    expect(fillTemplate('{{__proto__}} {{constructor}} {{toString}}', values)).toBe(
      '<__proto__> <constructor> <toString>',
    )
    expect(() => fillTemplate('{{__proto__}} {{constructor}} {{toString}}', [])).toThrow(
      expect.objectContaining({
        code: 'UNFILLED_VARIABLE',
        details: { names: ['__proto__', 'constructor', 'toString'] },
      }),
    )
  })

  it('takes an empty value for a value, and the last one of a name', () => {
    expect(fill('[{{a}}]', { a: '' })).toBe('[]')
    expect(
      fillTemplate('{{a}}', [
        { name: 'a', value: 'old' },
        { name: 'a', value: 'new' },
      ]),
    ).toBe('new')
  })

  it('keeps Unicode as it is', () => {
    expect(fill('👩‍🚀 {{who}}：你好', { who: 'é\u0301\u202e😀' })).toBe('👩‍🚀 é\u0301\u202e😀：你好')
  })

  it('names every missing variable once', () => {
    expect(() => fill('{{b}} {{a}} {{b}} {{c}}', { a: '1' })).toThrow(
      expect.objectContaining({ code: 'UNFILLED_VARIABLE', details: { names: ['b', 'c'] } }),
    )
  })

  it('refuses a template that is not in order, and shows where', () => {
    expect(() => fill('Hello {{name', { name: 'Mia' })).toThrow(
      expect.objectContaining({
        code: 'INVALID_TEMPLATE',
        message: '"{{name" is never closed with }}. Write \\{{ for plain braces.',
        details: { problems: [{ code: 'unbalanced-braces', from: 6, to: 12 }], excerpt: '{{name' },
      }),
    )
    expect(() => fill('{{two words}}', {})).toThrow(/"\{\{two words\}\}" does not hold a variable name/)
  })
})

/** Inputs that take a backtracking or rescanning parser hours: here they must simply come back right. */
describe('a template of a megabyte', () => {
  const million = 1_000_000

  it('is filled', () => {
    const template = 'ab{{x}}'.repeat(million / 7)
    expect(fill(template, { x: 'c' })).toBe('abc'.repeat(million / 7))
  })

  it.each([
    ['opening braces', '{'.repeat(million), 1],
    ['escapes', '\\{{'.repeat(million / 4), 0],
    ['unclosed placeholders', '{{a '.repeat(million / 4), million / 4],
    ['one unclosed placeholder', `{{${'a'.repeat(million)}`, 1],
    ['blanks in braces', `{{${' '.repeat(million)}}}`, 1],
  ])('of %s is checked', (_, template, problems) => {
    expect(locateVariables(template)).toEqual([])
    const attempt = () => fillTemplate(template, [])
    if (problems === 0) expect(attempt()).toBe('{{'.repeat(million / 4))
    else expect(attempt).toThrow(expect.objectContaining({ code: 'INVALID_TEMPLATE' }))
  })
})
