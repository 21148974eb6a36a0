// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { type DiffPart, diffWords, splitWords } from './word-diff.ts'

const signs = { same: '', added: '+', removed: '-' }
const show = (parts: readonly DiffPart[] | undefined) =>
  parts?.map(({ change, text }) => (change === 'same' ? text : `{${signs[change]}${text}}`)).join('')

describe('what two texts do not have in common', () => {
  it.each([
    ['the same', 'the same', 'the same', 0, 0],
    ['five tennis balls', 'five red balls', 'five {-tennis}{+red} balls', 1, 1],
    ['He has two cats now', 'He has three dogs now', 'He has {-two cats}{+three dogs} now', 2, 2],
    ['A', 'A and B', 'A{+ and B}', 2, 0],
    ['He has 11.', '', '{-He has 11.}', 0, 3],
    ['我有五个网球', '我有六个网球', '我有{-五}{+六}个网球', 1, 1],
  ])('%j and %j', (before, after, shown, added, removed) => {
    const diff = diffWords(before, after)
    expect(show(diff?.parts)).toBe(shown)
    expect([diff?.addedWords, diff?.removedWords]).toEqual([added, removed])
  })

  it('lose no character of either text', () => {
    const before = 'Roger starts\nwith 5 balls.  2 cans\tof 3 — that is 6.'
    const after = 'Roger begins\nwith 5 balls.\n\n2 cans of three each: 6!'
    const parts = diffWords(before, after)?.parts ?? []
    const without = (change: string) =>
      parts
        .filter((part) => part.change !== change)
        .map(({ text }) => text)
        .join('')
    expect(without('added')).toBe(before)
    expect(without('removed')).toBe(after)
  })

  it('cannot be told of texts that are too long or too different', () => {
    expect(diffWords('a'.repeat(100_001), 'a')).toBeNull()
    const words = (letter: string) =>
      Array.from({ length: 2_000 }, (_, index) => `${letter}${index}`).join(' ')
    expect(diffWords(words('a'), words('b'))).toBeNull()
  })
})

it('splits a text into pieces that make it up', () => {
  const text = 'Don’t 停 now, 3.5 cans!'
  expect(splitWords(text).join('')).toBe(text)
  expect(splitWords(text)).toContain('3.5')
})
