import { aPromptContent } from '@trialogue/testing'
import { describe, expect, it } from 'vitest'
import { readTemplate, writeTemplate } from '../editor/template-place.ts'
import { countPlaces, findNameProblem, findSpot, makeVariable, type Spot } from './make-variable.ts'

const content = aPromptContent()
const place = { part: 'text' } as const
const template = readTemplate(content, place)
const spotOf = (text: string): Spot => {
  const from = template.indexOf(text)
  return { place, from, to: from + text.length }
}
const new_ = (name: string, value = '', isEverywhere = false) => ({ name, value, isEverywhere })

describe('making a variable', () => {
  it('of what is selected, once or everywhere', () => {
    const made = makeVariable(content, spotOf('balls. He'), new_('rest', 'balls. He'))
    expect(readTemplate(made, place)).toContain('{{balls}} tennis {{rest}} buys')
    expect(made.values.at(-1)).toEqual({ name: 'rest', value: 'balls. He' })

    const spot = spotOf('e')
    expect(countPlaces(content, spot)).toBe(7)
    const everywhere = makeVariable(content, spot, new_('vowel', 'e', true))
    expect(readTemplate(everywhere, place).split('{{vowel}}')).toHaveLength(8)
  })

  it('at the cursor, never inside another one', () => {
    const end = template.length
    expect(readTemplate(makeVariable(content, { place, from: end, to: end }, new_('who')), place)).toBe(
      `${template}{{who}}`,
    )
    const inside = template.indexOf('{{balls}}') + 4
    expect(
      readTemplate(makeVariable(content, { place, from: inside, to: inside }, new_('who')), place),
    ).toContain('{{balls}}{{who}} tennis')
    const escaping = writeTemplate(content, place, 'a\\')
    expect(readTemplate(makeVariable(escaping, { place, from: 2, to: 2 }, new_('who')), place)).toBe(
      'a\\ {{who}}',
    )
  })

  it('keeps the value that a variable of that name has', () => {
    expect(makeVariable(content, { place, from: 0, to: 0 }, new_('balls')).values).toEqual(content.values)
  })
})

describe('a name', () => {
  it('is one for variables, and not of one with another value', () => {
    expect(findNameProblem(content, { name: 'two words', value: '' })).toBe('invalid')
    expect(findNameProblem(content, { name: 'balls', value: '6' })).toBe('taken')
    expect(findNameProblem(content, { name: 'balls', value: '5' })).toBeNull()
    expect(findNameProblem(content, { name: 'who', value: 'Ann' })).toBeNull()
  })
})

describe('where it goes', () => {
  it('is where the field was left, as far as that still stands', () => {
    expect(findSpot(content, { place, from: 3, to: 9_999 })).toEqual({ place, from: 3, to: template.length })
    expect(findSpot(content, null)).toEqual({ place, from: template.length, to: template.length })
    const chat = { ...content, body: { ...content.body, type: 'chat' as const } }
    expect(findSpot(chat, { place, from: 0, to: 1 }).place).toEqual({ part: 'turn', id: 'turn-1' })
  })
})
