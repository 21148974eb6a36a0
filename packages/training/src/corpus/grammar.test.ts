import { describe, expect, it } from 'vitest'
import { capitalizeSentences, expand, expandList } from './grammar.ts'
import { createRandom } from './random.ts'

const random = createRandom(1)

describe('expand', () => {
  it('fills values, picks from lists and fills what it picked', () => {
    const grammar = { event: ['{name} {buys|bought} {n} {items}'] }
    const values = { name: 'Ann', n: 3, items: 'cups' }
    expect(expandList('event', { random, grammar, values })).toBe('Ann buys 3 cups')
    expect(expandList('event', { random, grammar, values, tense: 'past' })).toBe('Ann bought 3 cups')
  })

  it('prefers a value to a list of the same name', () => {
    expect(expand('{a}', { random, grammar: { a: ['list'] }, values: { a: 'value' } })).toBe('value')
  })

  it('refuses a placeholder that is neither value nor list', () => {
    expect(() => expand('{typo}', { random, grammar: {}, values: {} })).toThrow(RangeError)
  })
})

describe('capitalizeSentences', () => {
  it('begins every sentence upper case', () => {
    expect(capitalizeSentences('two leave. ten stay. how many?')).toBe('Two leave. Ten stay. How many?')
  })
})
