import { expect, it } from 'vitest'
import '../components/kind-explanation.tsx'
import { createI18n } from '../lib/i18n.ts'
import { en } from './texts/en.ts'
import { zhCN } from './texts/zh-cn.ts'
import '../features/code/texts.ts'
import '../features/compare/parameters-texts.ts'
import '../features/compare/tokens/texts.ts'
import '../features/gallery/texts.ts'
import '../features/history/texts.ts'
import '../features/models/texts.ts'
import '../features/versions/texts.ts'
import './texts/settings.ts'

/** Also those that features bring themselves. */
const { data } = createI18n({ en, 'zh-CN': zhCN }, 'en').services.resourceStore

/** Every text with its path: `compare.bar.run`. */
function listTexts(texts: object, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
    const here = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string') return [[here, value] as [string, string]]
    return typeof value === 'object' && value !== null ? listTexts(value, here) : []
  })
}

const english = listTexts(data['en'] ?? {})
const chinese = new Map(listTexts(data['zh-CN'] ?? {}))
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
