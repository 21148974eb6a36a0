import { aPromptContent } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { locateChange } from './locate-change.ts'

const content = aPromptContent()
const { body } = content

it('names the text that changed, items by id or name', () => {
  expect(locateChange(content, { ...content, body: { ...body, system: 'Hi' } })).toEqual({
    place: 'body.system',
    text: { before: '', after: 'Hi' },
  })
  const values = content.values.map((entry) => (entry.name === 'cans' ? { ...entry, value: '7' } : entry))
  expect(locateChange(content, { ...content, values })).toMatchObject({ place: 'values.cans.value' })
  const [first, ...others] = body.data.examples
  const examples = [{ ...first, inputs: ['whale'] }, ...others]
  expect(locateChange(content, { ...content, body: { ...body, data: { ...body.data, examples } } })).toEqual({
    place: 'body.data.examples.example-1.inputs.0',
    text: { before: 'fish', after: 'whale' },
  })
})

it('names an item that was added, and the list where it cannot tell', () => {
  const values = [...content.values, { name: 'who', value: 'A' }]
  expect(locateChange(content, { ...content, values })).toEqual({ place: 'values.who', text: null })
  expect(locateChange(content, { ...content, values: content.values.slice(1) })).toEqual({
    place: 'values',
    text: null,
  })
  expect(locateChange(content, { ...content, values: content.values.toReversed() })).toMatchObject({
    place: 'values',
  })
})

it('says when it is more than one place, or none', () => {
  expect(locateChange(content, { ...content, samples: 2, reference: 'x' })).toBe('many')
  expect(locateChange(content, structuredClone(content))).toBeNull()
  expect(locateChange(content, { ...content, samples: 2 })).toEqual({ place: 'samples', text: null })
})
