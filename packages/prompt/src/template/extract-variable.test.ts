import { describe, expect, it } from 'vitest'
import { countExtractable, escapeTemplate, extractVariable, fillTemplate } from '../index.ts'

const at = (template: string, text: string) => {
  const from = template.indexOf(text)
  return { from, to: from + text.length }
}

describe('making a variable of a stretch of text', () => {
  const template = 'Write about tea. Tea is tea; {{x}} tea'

  it('puts the placeholder there and gives the value', () => {
    expect(extractVariable(template, at(template, 'tea'), 'drink')).toEqual({
      template: 'Write about {{drink}}. Tea is tea; {{x}} tea',
      value: 'tea',
    })
  })

  it('or everywhere', () => {
    expect(countExtractable(template, at(template, 'tea'))).toBe(3)
    expect(extractVariable(template, at(template, 'tea'), 'drink', true)?.template).toBe(
      'Write about {{drink}}. Tea is {{drink}}; {{x}} {{drink}}',
    )
  })

  it('keeps the stretch itself where the same text overlaps', () => {
    expect(extractVariable('aaa', { from: 1, to: 3 }, 'v', true)?.template).toBe('a{{v}}')
  })

  it.each([
    ['nothing', { from: 3, to: 3 }],
    ['a stretch with a placeholder', at(template, '; {{x}}')],
    ['a part of a placeholder', at(template, 'x')],
  ])('refuses %s', (_, stretch) => expect(extractVariable(template, stretch, 'v')).toBeNull())

  it('refuses what follows a backslash, which would make the braces plain', () => {
    expect(extractVariable('C:\\dir', { from: 3, to: 6 }, 'v')).toBeNull()
  })

  it('leaves the filled text as it was', () => {
    const escaped = 'Say \\{{hi}} and {{who}}'
    const extracted = extractVariable(escaped, at(escaped, '\\{{hi}} and'), 'greeting')
    const who = { name: 'who', value: 'Mia' }
    const greeting = { name: 'greeting', value: extracted?.value ?? '' }
    expect(fillTemplate(extracted?.template ?? '', [who, greeting])).toBe(fillTemplate(escaped, [who]))
  })
})

describe('a text as a template', () => {
  it.each(['plain', '{{name}}', '{{{{a}}}}', '\\{{x}}', '{{{', '\\\\{{a {{', '{"a": {"b": 1}}'])(
    'fills to %j',
    (text) => expect(fillTemplate(escapeTemplate(text), [])).toBe(text),
  )
})
