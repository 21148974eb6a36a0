import { describe, expect, it } from 'vitest'
import { findTemplateProblems, locateVariables } from '../index.ts'

describe('locating variables', () => {
  it('gives the offsets of the whole placeholder', () => {
    expect(locateVariables('Write about {{topic}} in {{ language }}.')).toEqual([
      { name: 'topic', from: 12, to: 21 },
      { name: 'language', from: 25, to: 39 },
    ])
  })

  it('counts UTF-16 units, as editors do', () => {
    const template = '你好 😀 {{name}}'
    const [variable] = locateVariables(template)
    expect(template.slice(variable?.from, variable?.to)).toBe('{{name}}')
    expect(variable?.from).toBe(6)
  })

  it.each(['a', '_', 'A1', 'per.can', 'per-can', '_x.y-z', '__proto__', 'constructor', 'toString'])(
    'takes %s for a name',
    (name) => {
      expect(locateVariables(`{{${name}}}`)).toEqual([{ name, from: 0, to: name.length + 4 }])
      expect(findTemplateProblems(`{{${name}}}`)).toEqual([])
    },
  )

  it('lists a variable as often as it is used', () => {
    expect(locateVariables('{{a}}{{b}}{{a}}').map(({ name }) => name)).toEqual(['a', 'b', 'a'])
  })

  it('lets the last two of many opening braces count', () => {
    expect(locateVariables('{{{a}}} {{{{b}}}}')).toEqual([
      { name: 'a', from: 1, to: 6 },
      { name: 'b', from: 10, to: 15 },
    ])
  })
})

describe('template problems', () => {
  it.each([
    '',
    'plain',
    '{',
    '}',
    '}}',
    '{"a": {"b": 1}}',
    '\\frac{a}{b}',
    '\\{{',
    '\\{{ not a name }}',
    '{{ok}}',
  ])('finds nothing wrong with %j', (template) => expect(findTemplateProblems(template)).toEqual([]))

  it.each([
    ['{{', 0, 2],
    ['say {{name', 4, 10],
    ['{{name}', 0, 6],
    ['{{na\nme}}', 0, 4],
    ['{{a{{b}}', 0, 3],
  ])('finds the braces unbalanced in %j', (template, from, to) => {
    expect(findTemplateProblems(template)).toEqual([{ code: 'unbalanced-braces', from, to }])
  })

  it.each(['{{}}', '{{ }}', '{{1st}}', '{{two words}}', '{{-x}}', '{{naïve}}', '{{名字}}'])(
    'finds no valid name in %j',
    (template) => {
      expect(findTemplateProblems(template)).toEqual([{ code: 'invalid-name', from: 0, to: template.length }])
      expect(locateVariables(template)).toEqual([])
    },
  )

  it('goes on after a problem', () => {
    expect(findTemplateProblems('{{1}} {{a}} {{b c}} {{')).toEqual([
      { code: 'invalid-name', from: 0, to: 5 },
      { code: 'invalid-name', from: 12, to: 19 },
      { code: 'unbalanced-braces', from: 20, to: 22 },
    ])
  })
})
