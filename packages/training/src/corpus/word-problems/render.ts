import type { Cast, Character } from '../cast.ts'
import { capitalize } from '../grammar.ts'
import type { Noun } from '../phrasing/nouns.ts'
import {
  colors,
  days,
  jobs,
  months,
  places,
  shops,
  subjects,
  type ThingKind,
  things,
} from '../phrasing/things.ts'
import type { Random } from '../random.ts'
import type { Numbers } from './draw-numbers.ts'

/** Fills slots consistently: the same slot is the same person or thing in the whole problem. */
export type SlotFiller = (text: string) => string

type Casting = { readonly random: Random; readonly cast: Cast; readonly numbers: Numbers }

const wordLists: Readonly<Record<string, readonly string[]>> = {
  place: places,
  shop: shops,
  job: jobs,
  day: days,
  month: months,
  color: colors,
  subject: subjects,
}

const PRONOUNS: Readonly<Record<string, (who: Character) => string>> = {
  name: (who) => who.first,
  he: (who) => who.he,
  him: (who) => who.him,
  his: (who) => who.his,
  himself: (who) => (who.he === 'he' ? 'himself' : 'herself'),
}

const isThingKind = (stem: string): stem is ThingKind => stem in things

/** What a slot without its number is called: "foods2" is the plural of the second food. */
function parseSlot(slot: string): { stem: string; index: string } {
  const [, stem = '', index = ''] = /^([A-Za-z]+)(\d?)$/.exec(slot) ?? []
  return { stem: stem.slice(0, 1).toLowerCase() + stem.slice(1), index }
}

/** Draws until the value differs from those drawn before. */
function distinct<T>(draw: () => T, keyOf: (value: T) => string, taken: Set<string>): T {
  for (let attempt = 0; ; attempt += 1) {
    const value = draw()
    if (attempt < 50 && taken.has(keyOf(value))) continue
    taken.add(keyOf(value))
    return value
  }
}

function createFiller({ random, cast, numbers }: Casting): (slot: string) => string | undefined {
  const people = new Map<string, Character>()
  const nouns = new Map<string, Noun>()
  const words = new Map<string, string>()
  const taken = new Set<string>()
  const remember = <T>(known: Map<string, T>, key: string, draw: () => T, keyOf: (value: T) => string): T => {
    const value = known.get(key) ?? distinct(draw, keyOf, taken)
    known.set(key, value)
    return value
  }
  return (slot) => {
    const number = numbers.get(slot)
    if (number !== undefined) return String(number)
    const { stem, index } = parseSlot(slot)
    const pronoun = PRONOUNS[stem]
    if (pronoun) return pronoun(remember(people, index, cast.name, (who) => who.first))
    const singular = stem.endsWith('s') ? stem.slice(0, -1) : stem
    if (isThingKind(singular)) {
      const noun = remember(nouns, singular + index, () => cast.thing(singular), ([one]) => one)
      return stem === singular ? noun[0] : noun[1]
    }
    const plainWords = wordLists[stem]
    if (plainWords) return remember(words, stem + index, () => random.pick(plainWords), (word) => word)
    return undefined
  }
}

const ALTERNATIVES = /\[([^[\]]*)\]/g

/**
 * A slot filler for one drawn problem. Picks among "[one|two]", fills "{slots}", writes small numbers in words now and
 * then, mends "a apple", and begins sentences upper case. Throws RangeError on a slot that does not exist.
 */
export function createSlotFiller(casting: Casting): SlotFiller {
  const { random, cast, numbers } = casting
  const fill = createFiller(casting)
  // A number in words stays in words wherever the problem names it; amounts of money are always digits.
  const inWords = new Map([...numbers].map(([letter, value]) => [letter, cast.say(value)]))
  return (text) => {
    const chosen = text.replace(ALTERNATIVES, (_, options: string) => random.pick(options.split('|')))
    const filled = chosen.replace(
      /(^|.)\{(\w+)\}(?=(.?))/g,
      (_, before: string, slot: string, after: string) => {
        const isPlainNumber = numbers.has(slot) && /^\s?$/.test(before) && /^\s$/.test(after)
        const value = isPlainNumber ? inWords.get(slot) : fill(slot)
        if (value === undefined) throw new RangeError(`there is no slot {${slot}}`)
        return before + (/^[A-Z]/.test(slot) ? capitalize(value) : value)
      },
    )
    return beginSentences(
      filled
        .replace(/\s+/g, ' ')
        .replace(/ ([,.?!])/g, '$1')
        .replace(/\b([Aa]) (?=[aeio]|u[^ns])/g, '$1n ')
        .replace(/\ba dozen n /g, 'a dozen ')
        .trim(),
    )
  }
}

function beginSentences(text: string): string {
  return text.replace(
    /(^["'“]?|[.?!]["'”]? ["'“]?)([a-z])/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  )
}
