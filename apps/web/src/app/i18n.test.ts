import { expect, it } from 'vitest'
import { en } from './texts/en.ts'
import { zhCN } from './texts/zh-cn.ts'

/** Every text with its path: `compare.bar.run`. */
function listTexts(texts: object, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
    const here = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string') return [[here, value] as [string, string]]
    return typeof value === 'object' && value !== null ? listTexts(value, here) : []
  })
}

const english = listTexts(en)
const chinese = new Map(listTexts(zhCN))
const placeholders = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(([name]) => name).toSorted()

it('has the same texts in both languages', () => {
  expect([...chinese.keys()].toSorted()).toEqual(english.map(([key]) => key).toSorted())
  expect(english.length).toBeGreaterThan(200)
})

it.each(english)('%s has the same placeholders in both languages', (key, text) => {
  expect(placeholders(chinese.get(key) ?? '')).toEqual(placeholders(text))
})

it('has no empty text', () => {
  expect([...english, ...chinese].filter(([, text]) => text.trim() === '')).toEqual([])
})
