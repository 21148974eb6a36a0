import { expect, it } from 'vitest'
import { mergeTokens } from './merge-tokens.ts'
import { formatBytes } from './token-bytes.ts'

const token = (text: string, index: number) => ({ id: index, text, logprob: -(index + 1) })
const merge = (...texts: string[]) =>
  mergeTokens(texts.map(token)).map(({ from, text, pieces, logprob }) => [from, text, pieces.length, logprob])

it('leaves tokens of whole characters as they are', () => {
  expect(merge('The', ' fox', ' 狐狸', '\n')).toEqual([
    [0, 'The', 1, -1],
    [1, ' fox', 1, -2],
    [2, ' 狐狸', 1, -3],
    [3, '\n', 1, -4],
  ])
})

it('joins the pieces of a character, however they are cut', () => {
  // 你 is E4 BD A0, 好 is E5 A5 BD, the fox is F0 9F A6 8A.
  expect(merge('<0xE4>', '<0xBD>', '<0xA0>', '好', '<0xE5><0xA5>', '<0xBD>')).toEqual([
    [0, '你', 3, -6],
    [3, '好', 1, -4],
    [4, '好', 2, -11],
  ])
  expect(merge('<0xE4><0xBD>', '<0xA0><0xE5>', '<0xA5><0xBD>')).toEqual([[0, '你好', 3, -6]])
  expect(merge('a', '<0xF0><0x9F>', '<0xA6><0x8A>')).toEqual([
    [0, 'a', 1, -1],
    [1, '🦊', 2, -5],
  ])
})

it('shows bytes that never become a character as such, and goes on', () => {
  expect(merge('<0xE4>', 'x', '<0xBD>')).toEqual([
    [0, '\uFFFD', 1, -1],
    [1, 'x', 1, -2],
    [2, '\uFFFD', 1, -3],
  ])
})

it('spells bytes', () => {
  expect([formatBytes('<0xE4>'), formatBytes('你'), formatBytes(' a')]).toEqual(['E4', 'E4 BD A0', '20 61'])
})
