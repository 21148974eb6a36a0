import { describe, expect, it } from 'vitest'
import { createCorpus } from '../corpus.ts'
import type { Grammar } from '../grammar.ts'
import { arithmeticGrammar } from './arithmetic.ts'
import { countingGrammar } from './counting.ts'
import { dialogGrammar } from './dialog.ts'
import { instructionGrammar } from './instructions.ts'
import { situations } from './situations.ts'
import { messageGrammar, personGrammar, reviewGrammar, storyGrammar } from './texts.ts'

/** What the generators fill in besides the lists of the grammar itself. */
const person = 'name names he him his has is does relative first who who2 name3 has2 is2'
const counting = `${person} c n k m d items others container containers receivers adjective friend`
const facts = 'name he his He His job city pet color hobby age aJob aPet'
const dialog = 'name n good bad color Color hobby Hobby pet Pet city City job Job aJob AJob aPet'
const story = 'name he He him his thing place'
const grammars: readonly (readonly [string, Grammar, string])[] = [
  ['counting', countingGrammar, counting],
  ['arithmetic', arithmeticGrammar, 'a b expression operator'],
  ['instructions', instructionGrammar, 'k category name thing place word'],
  ['reviews', reviewGrammar, ''],
  ['messages', messageGrammar, 'name amount'],
  ['persons', personGrammar, facts],
  ['stories', storyGrammar, story],
  ['dialogs', dialogGrammar, dialog],
]

const placeholders = (text: string) => [...text.matchAll(/\{([^{}]*)\}/g)].map(([, key = '']) => key)

describe('phrasing lists', () => {
  it.each(grammars)('name only lists and values that exist: %s', (_, grammar, values) => {
    const known = new Set([...values.split(' '), ...Object.keys(grammar)])
    for (const form of Object.values(grammar).flat()) {
      for (const key of placeholders(form)) {
        if (!/^[^|]+\|[^|]+$/.test(key)) expect([...known], form).toContain(key)
      }
    }
  })

  it('hold at least thirty sentence forms for each kind of event', () => {
    for (const list of ['start', 'gain', 'lose', 'bags', 'question']) {
      expect(new Set(countingGrammar[list]).size, list).toBeGreaterThanOrEqual(30)
    }
    expect(countingGrammar.gets?.length).toBeGreaterThan(30)
    expect(countingGrammar.loses?.length).toBeGreaterThan(30)
  })

  it('ask every number of a situation, each at least once in every form', () => {
    for (const { id, forms } of situations) {
      const [shape = []] = forms.map((form) => placeholders(form).filter((key) => /^[a-z]$/.test(key)))
      for (const form of forms) {
        const asked = new Set(placeholders(form).filter((key) => /^[a-z]$/.test(key)))
        expect([...asked].sort(), `${id}: ${form}`).toEqual([...new Set(shape)].sort())
      }
    }
  })

  it('reach the corpus', () => {
    const next = createCorpus({ stage: 'dialog', seed: 1, split: 'train' })
    const texts = Array.from({ length: 1000 }, () => JSON.stringify(next()))
    for (const words of ['favorite color', 'Are you sure?', 'I am sorry to hear that']) {
      expect(
        texts.some((text) => text.includes(words)),
        words,
      ).toBe(true)
    }
  })
})
