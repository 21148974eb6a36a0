import { describe, expect, it } from 'vitest'
import { createCast } from './cast.ts'
import { mentionsHeldOut } from './held-out-words.ts'
import { femaleNames, heldOutMaleNames, maleNames } from './phrasing/nouns.ts'
import { createRandom } from './random.ts'

/** Pieces of which names and held-out things are made by chance all the time. */
const pieces = ['li', 'sa', 'ma', 'rk', 'ot', 'to', 'ki', 'm', 'wag', 'on', 'ac', 'orn', 'pens']

describe('a cast', () => {
  it('invents no word that is a known name or held out', () => {
    const cast = createCast(createRandom(2), 'train', pieces)
    const words = Array.from({ length: 3000 }, () => cast.word())
    const known = [...maleNames, ...femaleNames].map((name) => name.toLowerCase())
    expect(words.filter((word) => known.includes(word) || mentionsHeldOut(`${word} ${word}s`))).toEqual([])
  })

  it('draws held-out names and things for the held-out split only', () => {
    const draw = (split: 'train' | 'held-out') => {
      const cast = createCast(createRandom(3), split, pieces)
      return Array.from(
        { length: 2000 },
        () => `${cast.name().first} ${cast.thing('item')[1]} ${cast.items()}`,
      )
    }
    expect(draw('train').filter(mentionsHeldOut)).toEqual([])
    const heldOut = draw('held-out')
    for (const name of heldOutMaleNames) expect(heldOut.some((text) => text.startsWith(name))).toBe(true)
  })

  it('invents single things that do not look like several', () => {
    const cast = createCast(createRandom(4), 'train', pieces)
    const invented = Array.from({ length: 1000 }, () => cast.noun())
    for (const [one, many] of invented) {
      expect(one).not.toMatch(/s$/)
      expect(many).toMatch(/[^s]s$/)
    }
  })
})
