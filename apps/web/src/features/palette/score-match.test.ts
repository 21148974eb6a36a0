import { expect, it } from 'vitest'
import { scoreMatch } from './score-match.ts'

const best = (typed: string, texts: readonly string[]) =>
  texts
    .flatMap((text) => ({ text, score: scoreMatch(typed, text) ?? [] }))
    .toSorted((one, other) => Number(other.score) - Number(one.score))
    .flatMap(({ text, score }) => (typeof score === 'number' ? text : []))

it('prefers the start of a word to its middle, and that to scattered letters', () => {
  expect(best('run', ['Prune the rest', 'Rename until noon', 'Run all columns', 'Save version'])).toEqual([
    'Run all columns',
    'Prune the rest',
    'Rename until noon',
  ])
})

it('wants every word, in any order and any case', () => {
  expect(best('VERSION save', ['Save version', 'Compare versions'])).toEqual(['Save version'])
})

it('finds Chinese by its characters', () => {
  expect(best('存版', ['保存版本', '运行所有列'])).toEqual(['保存版本'])
})

it('fits everything while nothing is typed', () => {
  expect(scoreMatch(' ', 'Anything')).toBe(0)
})
