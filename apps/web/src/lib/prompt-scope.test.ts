// @vitest-environment node
import type { PromptContent } from '@trialogue/contract'
import { aPromptContent } from '@trialogue/testing'
import { expect, it } from 'vitest'
import { scopeContent, writeScoped } from './prompt-scope.ts'

const content = aPromptContent()
const write = (template: string) => (whole: PromptContent) => ({
  ...whole,
  body: { ...whole.body, text: { template } },
})
const templates = ({ body, columns }: PromptContent) => [
  body.text.template,
  ...columns.map((column) => column.body?.text.template ?? null),
]
const shared = content.body.text.template

it('writes the shared prompt outside of any column', () => {
  expect(templates(writeScoped(content, null, write('Hi.')))).toEqual(['Hi.', null, null, null])
})

it("gives a column a prompt of its own with the first change, and leaves everyone else's", () => {
  const once = writeScoped(content, 'instruct', write('Hi.'))
  expect(templates(once)).toEqual([shared, null, 'Hi.', null])
  const twice = writeScoped(once, 'instruct', (whole) => write(`${whole.body.text.template} There.`)(whole))
  expect(templates(twice)).toEqual([shared, null, 'Hi. There.', null])
  expect(templates(writeScoped(twice, null, write('All.')))).toEqual(['All.', null, 'Hi. There.', null])
})

it('keeps no prompt apart that says what the shared one says', () => {
  const own = writeScoped(content, 'base', write('Hi.'))
  expect(templates(writeScoped(own, 'base', write(shared)))).toEqual([shared, null, null, null])
})

it('writes everything else for all columns', () => {
  const own = writeScoped(content, 'base', write('Hi.'))
  const changed = writeScoped(own, 'base', (whole) => ({ ...whole, samples: 4, values: [] }))
  expect([changed.samples, changed.values]).toEqual([4, []])
  expect(templates(changed)).toEqual([shared, 'Hi.', null, null])
})

it('changes nothing where nothing changes, and shows the same object for the same content', () => {
  const own = writeScoped(content, 'base', write('Hi.'))
  expect(writeScoped(own, 'base', (whole) => whole)).toBe(own)
  expect(scopeContent(own, 'base')).toBe(scopeContent(own, 'base'))
  expect(scopeContent(own, 'dialog')).toBe(own)
  expect(scopeContent(own, 'gone')).toBe(own)
})
