import { describe, expect, it } from 'vitest'
import { createCast } from '../cast.ts'
import { syllables } from '../invented.ts'
import { femaleNames, maleNames } from '../phrasing/nouns.ts'
import { createRandom } from '../random.ts'
import { createSlotFiller } from './slot-filler.ts'

const draws = 300

/** Many fillers, each with its own people and things. */
function fillers(numbers?: ReadonlyMap<string, number>) {
  const random = createRandom(17)
  const cast = createCast(random, 'train', syllables())
  return Array.from({ length: draws }, () =>
    createSlotFiller({ random, cast, ...(numbers ? { numbers } : {}) }),
  )
}
const filler = () => fillers().at(0) ?? expect.fail()

describe('a slot filler', () => {
  it('names the same person, thing and number in all texts, and different ones for different slots', () => {
    for (const fill of fillers()) {
      const text = fill.part('{name} {name2} {item} {item2} {city} {a} {b}')
      expect(fill.part('{name} {name2} {item} {item2} {city} {a} {b}')).toBe(text)
      expect(fill.part('{name}')).not.toBe(fill.part('{name2}'))
      expect(fill.part('{item}')).not.toBe(fill.part('{item2}'))
      expect(fill.part('{a}')).not.toBe(fill.part('{b}'))
    }
  })

  it('calls every known name he or she as it is usual', () => {
    for (const fill of fillers()) {
      const name = fill.part('{name3}')
      const expected = maleNames.includes(name) ? 'he' : femaleNames.includes(name) ? 'she' : /^s?he$/
      expect(fill.part('{he3}')).toMatch(expected)
    }
  })

  it('writes several invented things with es after s, and no single one with an s at its end', () => {
    for (const fill of fillers()) {
      const [one, many] = fill.part('{toy}|{toys}').split('|')
      expect(many).not.toMatch(/ss$/)
      if (many === `${one}s`) expect(one).not.toMatch(/s$/)
    }
  })

  it('begins sentences upper case, but not what follows a closing quote', () => {
    const fill = filler()
    expect(fill.sentences('"how many?" asked the teacher. "[|]so few!" said we. and now?')).toBe(
      '"How many?" asked the teacher. "So few!" said we. And now?',
    )
    expect(fill.sentences('what is left? {k} of them')).toMatch(/^What is left\? \d+ of them$/)
  })

  it('leaves lower case to the author, except for a slot in front', () => {
    const fill = filler()
    expect(fill.asWritten('hi there. i am here')).toBe('hi there. i am here')
    expect(fill.asWritten('{items} for sale')).toMatch(/^[A-Z]/)
    expect(fill.part('{items}')).toBe(fill.part('{items}').toLowerCase())
  })

  it('mends articles and the spaces of empty alternatives, and keeps "= ?"', () => {
    const fill = filler()
    expect(fill.sentences('a egg[|], a unicorn, a one-way trip and a umbrella[| ].')).toBe(
      'An egg, a unicorn, a one-way trip and an umbrella.',
    )
    const [withNumbers] = fillers(new Map([['a', 8]]))
    expect(withNumbers?.sentences('a {a}-day trip')).toBe('An 8-day trip')
    expect(fill.part('5 + 6 = ?')).toBe('5 + 6 = ?')
  })

  it('writes small numbers of a problem in words now and then, the same way all through it', () => {
    const texts = fillers(new Map([['a', 4]])).map((fill) => fill.part('has {a} cats and {a} dogs at {a}.'))
    expect(new Set(texts)).toEqual(
      new Set(['has 4 cats and 4 dogs at 4.', 'has four cats and four dogs at 4.']),
    )
  })

  it('refuses a slot that does not exist', () => {
    expect(() => filler().part('{planet}')).toThrow(RangeError)
  })
})
